import JOSE
import OpenSSL
import SelectiveDisclosure
import StrictJSON
import Testing

/// RFC 9901, section 7.1: what disclosures become, and which are refused.
@Suite struct ProcessingTests {
    @Test func `disclosures inside disclosures are put in their places`() throws {
        let inner = Raw(["s1", "straat", "Dorpsstraat"])
        let element = Raw(["s2", ["_sd": [inner.digest], "nummer": 1]])
        let outer = Raw(["s3", "adressen", [["...": element.digest], "x"]])
        let verified = try Credentials.verified(
            ["a": 1, "_sd": [outer.digest], "_sd_alg": "sha-256"],
            [inner.encoded, outer.encoded, element.encoded])
        #expect(
            verified.claims == [
                "a": 1, "adressen": [["nummer": 1, "straat": "Dorpsstraat"], "x"],
            ])
        #expect(verified.disclosedNames == ["adressen"])
    }

    @Test func `decoys and withheld claims leave nothing behind`() throws {
        let verified = try Credentials.verified(
            [
                "_sd": ["decoy", ""], "plain": ["_sd": ["other"], "x": 1],
                "list": [["...": "withheld"], 2, ["...": "too"]], "empty": [["...": "z"]],
            ], [])
        #expect(verified.claims == ["plain": ["x": 1], "list": [2], "empty": []])
    }

    @Test func `without a name for the hash algorithm it is SHA-256`() throws {
        let claim = Raw(["s", "a", 1])
        let verified = try Credentials.verified(["_sd": [claim.digest]], [claim.encoded])
        #expect(verified.claims == ["a": 1])
    }

    @Test func `what is hashed is the disclosure as received`() throws {
        let text = #"[ "s\u0061lt" ,"n\u0061am", "\u00e9" ]"#
        let encoded = Base64URL.encode(Array(text.utf8))
        let disclosure = try Disclosure(encoded: encoded)
        let verified = try Credentials.verified(["_sd": [.string(disclosure.digest)]], [encoded])
        #expect(verified.claims == ["naam": "é"])
    }

    static let claim = Raw(["s", "a", 1])
    static let element = Raw(["s", 1])

    static let refused: [(String, JSONObject, [Raw], SDJWTError.Code)] = [
        (
            "a digest twice in one list", ["_sd": [claim.digest, claim.digest]], [claim],
            .duplicateDigest
        ),
        (
            "a digest in two places", ["_sd": [claim.digest], "x": ["_sd": [claim.digest]]],
            [claim],
            .duplicateDigest
        ),
        ("a decoy twice", ["_sd": ["d", "d"]], [], .duplicateDigest),
        (
            "a digest as claim and as element",
            ["_sd": [element.digest], "x": [["...": element.digest]]], [], .duplicateDigest
        ),
        (
            "the same disclosure twice", ["_sd": [claim.digest]], [claim, claim],
            .duplicateDisclosure
        ),
        ("a disclosure without digest", ["_sd": []], [claim], .unreferencedDisclosure),
        ("a disclosure where there is no _sd", ["x": 1], [claim], .unreferencedDisclosure),
        (
            "a digest in an ordinary claim", ["x": claim.digest], [claim], .unreferencedDisclosure
        ),
        (
            "a disclosure inside one that is withheld",
            ["_sd": [Raw(["s", "b", ["_sd": [claim.digest]]]).digest]], [claim],
            .unreferencedDisclosure
        ),
        ("an element among claims", ["_sd": [element.digest]], [element], .disclosureMisplaced),
        ("a claim among elements", ["x": [["...": claim.digest]]], [claim], .disclosureMisplaced),
        ("a name that is there already", ["a": 0, "_sd": [claim.digest]], [claim], .nameClash),
        (
            "a name that is null already", ["a": nil, "_sd": [claim.digest]], [claim], .nameClash
        ),
        (
            "a name that is disclosed twice",
            ["_sd": [claim.digest, Raw(["t", "a", 2]).digest]], [claim, Raw(["t", "a", 2])],
            .nameClash
        ),
        (
            "a name that is there already, further down",
            ["x": ["a": 0, "_sd": [claim.digest]]], [claim], .nameClash
        ),
        ("_sd_alg of another hash", ["_sd_alg": "sha-512"], [], .digestAlgorithmRefused),
        ("_sd_alg in capitals", ["_sd_alg": "SHA-256"], [], .digestAlgorithmRefused),
        ("_sd_alg that is broken", ["_sd_alg": "md5"], [], .digestAlgorithmRefused),
        ("_sd_alg that is null", ["_sd_alg": nil], [], .digestAlgorithmRefused),
        ("_sd_alg further down", ["x": ["_sd_alg": "sha-256"]], [], .reservedName),
        (
            "_sd_alg inside a disclosure",
            ["_sd": [Raw(["s", "b", ["_sd_alg": "sha-256"]]).digest]],
            [Raw(["s", "b", ["_sd_alg": "sha-256"]])], .reservedName
        ),
        ("... as a claim", ["...": "x"], [], .reservedName),
        ("... in an object that is no element", ["x": ["...": "x"]], [], .reservedName),
        ("... beside another member", ["x": [["...": "d", "y": 1]]], [], .reservedName),
        ("... beside _sd", ["x": [["...": "d", "_sd": []]]], [], .reservedName),
        ("_sd that is a string", ["_sd": "d"], [], .digestMalformed),
        ("_sd that is null", ["_sd": nil], [], .digestMalformed),
        ("_sd that is an object", ["x": ["_sd": [:]]], [], .digestMalformed),
        ("a digest that is a number", ["_sd": [1]], [], .digestMalformed),
        ("... that is a number", ["x": [["...": 1]]], [], .digestMalformed),
        ("... that is an array", ["x": [["...": ["d"]]]], [], .digestMalformed),
    ]

    @Test(arguments: refused)
    func `an SD-JWT that could be read in two ways is refused`(
        what: String, payload: JSONObject, disclosures: [Raw], expected: SDJWTError.Code
    ) {
        let result = code { _ = try Credentials.verified(payload, disclosures.map(\.encoded)) }
        #expect(result == expected, "\(what)")
    }

    @Test(arguments: ["iss", "aud", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"])
    func `a claim that decides about validity is refused in a disclosure`(name: String) throws {
        let claim = Raw(["s", .string(name), "x"])
        let top = code { _ = try Credentials.verified(["_sd": [claim.digest]], [claim.encoded]) }
        #expect(top == .mustBePlain)
        let below = try Credentials.verified(["x": ["_sd": [claim.digest]]], [claim.encoded])
        #expect(below.claims == ["x": .object([name: "x"])])
    }

    @Test func `disclosures may not build what is deeper than thirty-two containers`() throws {
        // A payload, then per disclosure one object; the last value is at the depth of the chain.
        for (count, expected) in [(31, nil), (32, SDJWTError.Code.tooDeep), (500, .tooDeep)] {
            var disclosures: [Raw] = [Raw(["s", "v", [:]])]
            for number in 1..<count {
                let below = disclosures[number - 1].digest
                disclosures.append(Raw(["s", "v", ["_sd": [below]]]))
            }
            let payload: JSONObject = ["_sd": [disclosures[count - 1].digest]]
            let encoded = disclosures.map(\.encoded)
            #expect(code { _ = try Credentials.verified(payload, encoded) } == expected)
        }
    }

    @Test func `a signature by another key is refused`() throws {
        let other = try Credentials.other.get().publicKey
        let issued = try Credentials.issued()
        #expect(code { _ = try issued.verified(by: other) } == .signatureInvalid)
    }
}
