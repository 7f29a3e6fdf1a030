import BlueButton
import JOSE
import ReleaseKit
import StrictJSON

/// Tests that change the shared request and have it judged.
protocol RequestJudging {
    var documents: Documents { get }
}

extension RequestJudging {
    @discardableResult
    func verify(_ text: String, directory: Directory? = nil) throws -> PresentationRequest {
        try PresentationRequest.verify(
            text, directory: directory ?? documents.world.directory,
            trust: documents.world.trust, at: Documents.time)
    }

    func changed(_ changes: (String, JSONValue?)...) throws -> String {
        try Forge.changed(documents[.request], key: documents.key(.request), changes)
    }

    /// The request with changed terms.
    func terms(_ changes: (String, JSONValue?)...) throws -> String {
        let encoded = try Forge.parts(documents[.request]).payload.at("transaction_data|0")
        var terms = try JSONValue.parse(
            Base64URL.decode(encoded.stringValue ?? ""), maximumBytes: 1 << 16)
        for (path, value) in changes { terms = terms.setting(path, value) }
        return try changed(("transaction_data|0", .string(Base64URL.encode(terms.bytes()))))
    }
}
