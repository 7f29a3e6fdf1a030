import OpenSSL
import Testing

@Suite struct PEMTests {
    @Test(arguments: [1, 2, 3, 47, 48, 49, 96, 300])
    func `what was encoded decodes again`(length: Int) throws {
        let bytes = try SecureRandom.bytes(length)
        let text = PEM.encode(bytes, label: "CERTIFICATE")
        #expect(text.hasSuffix("-----END CERTIFICATE-----\n"))
        #expect(text.split(separator: "\n").allSatisfy { $0.utf8.count <= 64 })
        #expect(try PEM.decode(text, label: "CERTIFICATE") == [bytes])
    }

    @Test func `blocks come in order and others are passed over`() throws {
        let text =
            "subject: CN=x\n" + PEM.encode([1], label: "CERTIFICATE")
            + PEM.encode([9], label: "X509 CRL") + "\n" + PEM.encode([2], label: "CERTIFICATE")
        #expect(try PEM.decode(text, label: "CERTIFICATE") == [[1], [2]])
        #expect(try PEM.decode(text, label: "X509 CRL") == [[9]])
        #expect(try PEM.decode(text, label: "PRIVATE KEY").isEmpty)
    }

    @Test(arguments: [
        "-----BEGIN T-----\r\nAQID\r\n-----END T-----\r\n",
        "-----BEGIN T-----\nAQID  \n-----END T-----",
        "-----BEGIN T-----\nAQ\nID\n-----END T-----\n",
    ])
    func `line ends of other systems are read`(text: String) throws {
        #expect(try PEM.decode(text, label: "T") == [[1, 2, 3]])
    }

    @Test(arguments: [
        "-----BEGIN T-----\nAQID\n",
        "AQID\n-----END T-----\n",
        "-----BEGIN T-----\nAQID\n-----END S-----\n",
        "-----BEGIN T-----\n-----BEGIN T-----\nAQID\n-----END T-----\n",
        "-----BEGIN T-----\n-----END T-----\n",
        "-----BEGIN T-----\nAQI\n-----END T-----\n",
        "-----BEGIN T-----\nAQ=I\n-----END T-----\n",
        "-----BEGIN T-----\nA===\n-----END T-----\n",
        "-----BEGIN T-----\n====\n-----END T-----\n",
        "-----BEGIN T-----\nAR==\n-----END T-----\n",
        "-----BEGIN T-----\nAQJ=\n-----END T-----\n",
        "-----BEGIN T-----\nAQ==AQ==\n-----END T-----\n",
        "-----BEGIN T-----\nAQ-_\n-----END T-----\n",
        "-----BEGIN T-----\nProc-Type: 4,ENCRYPTED\n\nAQID\n-----END T-----\n",
    ])
    func `a broken block is refused`(text: String) {
        expectRefusal(.pemMalformed) { _ = try PEM.decode(text, label: "T") }
    }
}
