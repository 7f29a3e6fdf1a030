internal import COpenSSL

/// Owns a stack of references to certificates.
@safe final class CertificateStack {
    private let stack: OpaquePointer

    init?(_ certificates: [Certificate]) {
        guard let stack = unsafe bk_x509_stack_new() else { return nil }
        unsafe self.stack = stack
        for certificate in certificates {
            let pushed = unsafe certificate.handle.withPointer {
                unsafe bk_x509_stack_push(stack, $0)
            }
            guard pushed == 1 else { return nil }
        }
    }

    deinit {
        unsafe bk_x509_stack_free(stack)
    }

    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        unsafe body(stack)
    }
}
