/// OpenSSL's `d2i_…` and `i2d_…` functions, which move a pointer along the bytes.
extension DER {
    /// Nil unless the function reads a value and that value is all of the bytes.
    static func read(
        _ der: [UInt8], free: (OpaquePointer?) -> Void,
        _ d2i: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> OpaquePointer?
    ) -> OpaquePointer? {
        unsafe der.withUnsafeBufferPointer { bytes -> OpaquePointer? in
            guard let start = bytes.baseAddress else { return nil }
            var position: UnsafePointer<UInt8>? = unsafe start
            guard let value = unsafe d2i(&position, bytes.count) else { return nil }
            guard unsafe position == start + bytes.count else {
                unsafe free(value)
                return nil
            }
            return unsafe value
        }
    }

    /// Nil where the function fails.
    static func write(
        _ i2d: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
    ) -> [UInt8]? {
        let capacity = Int(i2d(nil))
        guard capacity > 0 else { return nil }
        var written: Int32 = 0
        let der = unsafe [UInt8](unsafeUninitializedCapacity: capacity) { bytes, count in
            var position = bytes.baseAddress
            unsafe written = i2d(&position)
            count = max(0, Int(written))
        }
        return written > 0 ? der : nil
    }
}
