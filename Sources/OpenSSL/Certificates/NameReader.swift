internal import COpenSSL

/// Reads a distinguished name, borrowed from the certificate or list that owns it.
enum NameReader {
    static func der(_ name: OpaquePointer?) -> [UInt8]? {
        unsafe DER.write { unsafe i2d_X509_NAME(name, $0) }
    }

    /// RFC 2253 on one line.
    static func text(_ name: OpaquePointer?) -> String? {
        guard let bio = unsafe BIO_new(BIO_s_mem()) else { return nil }
        defer { unsafe BIO_free(bio) }
        guard unsafe X509_NAME_print_ex(bio, name, 0, bk_name_flags()) >= 0 else { return nil }
        var start: UnsafePointer<CChar>?
        let count = unsafe bk_bio_memory(bio, &start)
        let bytes = unsafe UnsafeBufferPointer(start: start, count: count)
        return unsafe String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    /// The values of every attribute of that kind, in order; nil where one is no text.
    static func values(_ name: OpaquePointer?, of identifier: Int32) -> [String]? {
        var values: [String] = []
        var index = unsafe X509_NAME_get_index_by_NID(name, identifier, -1)
        while index >= 0 {
            let entry = unsafe X509_NAME_get_entry(name, index)
            guard let value = unsafe ASN1.text(X509_NAME_ENTRY_get_data(entry)) else { return nil }
            values.append(value)
            index = unsafe X509_NAME_get_index_by_NID(name, identifier, index)
        }
        return values
    }
}
