internal import COpenSSL

/// The extensions of a certificate that are lists.
extension CertificateHandle {
    /// The URIs and DNS names of the subject alternative name, in order.
    ///
    /// Refuses characters outside printable ASCII: a NUL ends a name for some readers.
    func alternativeNames() throws(OpenSSLError) -> (uris: [String], dnsNames: [String]) {
        guard let names = unsafe try decoded(NID_subject_alt_name)?.value else { return ([], []) }
        defer { unsafe GENERAL_NAMES_free(names) }
        var uris: [String] = []
        var dnsNames: [String] = []
        for index in 0..<(unsafe bk_general_name_count(names)) {
            var type: Int32 = 0
            guard let value = unsafe bk_general_name_text(names, index, &type) else { continue }
            guard let text = unsafe ASN1.bytes(value), text.allSatisfy({ (0x21...0x7e) ~= $0 })
            else {
                throw OpenSSLError(.certificateMalformed, "expected alternative names in ASCII")
            }
            if type == GEN_URI { uris.append(String(decoding: text, as: UTF8.self)) }
            if type == GEN_DNS { dnsNames.append(String(decoding: text, as: UTF8.self)) }
        }
        return (uris, dnsNames)
    }

    /// The dotted identifiers in order; nil when the extension is absent.
    func extendedKeyUsages() throws(OpenSSLError) -> (usages: [String], critical: Bool)? {
        guard let (objects, critical) = unsafe try decoded(NID_ext_key_usage) else { return nil }
        defer { unsafe bk_objects_free(objects) }
        var usages: [String] = []
        for index in 0..<(unsafe bk_object_count(objects)) {
            guard let dotted = unsafe ASN1.dotted(bk_object_value(objects, index)) else {
                throw .drained(.certificateMalformed, "expected extended key usages")
            }
            usages.append(dotted)
        }
        return (usages, critical)
    }

    /// Refuses extensions of which there are two (RFC 5280, section 4.2).
    func checkExtensionsAreUnique() throws(OpenSSLError) {
        let seen = unsafe withPointer { certificate in
            unsafe (0..<X509_get_ext_count(certificate)).map { index in
                unsafe ASN1.dotted(
                    X509_EXTENSION_get_object(X509_get_ext(certificate, index)))
            }
        }
        guard !seen.contains(nil), Set(seen).count == seen.count else {
            throw .drained(.certificateMalformed, "expected every extension once")
        }
    }

    /// The parsed extension, to be freed by the caller; nil when it is absent.
    private func decoded(
        _ identifier: Int32
    ) throws(OpenSSLError) -> (value: OpaquePointer, critical: Bool)? {
        var critical: Int32 = -1
        let value = unsafe withPointer { certificate in
            unsafe X509_get_ext_d2i(certificate, identifier, &critical, nil)
        }
        if let value = unsafe value { return (OpaquePointer(value), critical == 1) }
        // -1 means absent; everything else without a value is an extension that cannot be read.
        guard critical == -1 else {
            throw .drained(.certificateMalformed, "expected an extension that can be read")
        }
        ErrorQueue.clear()
        return nil
    }
}
