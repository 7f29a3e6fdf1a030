/// The extensions of RFC 5280, section 4.2, in DER.
enum CertificateExtension {
    /// RFC 7093, section 2, method 1: the first 160 bits of the SHA-256 of the point.
    static func keyIdentifier(of key: P256PublicKey) -> [UInt8] {
        [UInt8](SHA256.hash([0x04] + key.x + key.y).prefix(20))
    }

    static func basicConstraints(
        _ kind: CertificateTemplate.Kind
    ) throws(OpenSSLError) -> [UInt8] {
        var parts: [[UInt8]] = []
        if case .authority(let pathLength) = kind {
            parts.append(DER.boolean(true))
            if let pathLength {
                guard (0...255).contains(pathLength) else {
                    throw OpenSSLError(.certificateMalformed, "expected a path length of 0 to 255")
                }
                parts.append(DER.integer(Int64(pathLength)))
            }
        }
        return make(19, critical: true, DER.sequence(parts))
    }

    static func subjectKeyIdentifier(_ identifier: [UInt8]) -> [UInt8] {
        make(14, critical: false, DER.octetString(identifier))
    }

    static func authorityKeyIdentifier(_ identifier: [UInt8]) -> [UInt8] {
        make(35, critical: false, DER.sequence(DER.implicit(0, identifier)))
    }

    static func keyUsage(_ usages: Set<KeyUsage>) -> [UInt8] {
        var bits: [UInt8] = [0, 0]
        var last = 0
        for (bit, usage) in KeyUsage.allCases.enumerated() where usages.contains(usage) {
            bits[bit / 8] |= 0x80 >> UInt8(bit % 8)
            last = bit
        }
        // A list of named bits ends with its last one (X.690, section 11.2.2).
        let content = [UInt8](bits.prefix(last / 8 + 1))
        return make(15, critical: true, DER.bitString(content, unusedBits: UInt8(7 - last % 8)))
    }

    static func extendedKeyUsage(
        _ usages: [String], critical: Bool
    ) throws(OpenSSLError) -> [UInt8] {
        var identifiers: [[UInt8]] = []
        for usage in usages {
            guard let arcs = DER.arcs(usage) else {
                throw OpenSSLError(.certificateMalformed, "expected dotted object identifiers")
            }
            identifiers.append(DER.objectIdentifier(arcs))
        }
        return make(37, critical: critical, DER.sequence(identifiers))
    }

    static func subjectAlternativeName(
        _ names: [SubjectAlternativeName]
    ) throws(OpenSSLError) -> [UInt8] {
        var parts: [[UInt8]] = []
        for name in names { parts.append(try name.der()) }
        return make(17, critical: false, DER.sequence(parts))
    }

    static func crlDistributionPoint(_ url: String) throws(OpenSSLError) -> [UInt8] {
        let name = DER.tagged(0, DER.tagged(0, try SubjectAlternativeName.uri(url).der()))
        return make(31, critical: false, DER.sequence(DER.sequence(name)))
    }

    /// Of a revocation list (section 5.2.3).
    static func crlNumber(_ number: Int64) -> [UInt8] {
        make(20, critical: false, DER.integer(number))
    }

    /// One of the extensions below `id-ce`, 2.5.29.
    private static func make(_ arc: UInt64, critical: Bool, _ value: [UInt8]) -> [UInt8] {
        let identifier = DER.objectIdentifier([2, 5, 29, arc])
        // FALSE is the default and is left out.
        let parts = critical ? [identifier, DER.boolean(true)] : [identifier]
        return DER.sequence(parts + [DER.octetString(value)])
    }
}
