internal import COpenSSL

/// Owns what OpenSSL needs to judge one chain; used by one call, never shared.
@safe final class VerificationContext {
    /// More certificates than this between leaf and anchor are refused.
    private static let maximumIntermediates: Int32 = 8
    /// OpenSSL's level 3: 128 bits of security.
    private static let securityLevel: Int32 = 3

    private let leaf: Certificate
    private let given: [Certificate]
    private let checksRevocation: Bool
    private let context: OpaquePointer
    private let untrusted: CertificateStack
    private let trusted: CertificateStack
    private let lists: RevocationListStack

    init(
        leaf: Certificate, intermediates: [Certificate], anchors: [Certificate],
        revocation: [CertificateRevocationList]?
    ) throws(ChainFailure) {
        guard let untrusted = CertificateStack(intermediates),
            let trusted = CertificateStack(anchors),
            let lists = RevocationListStack(revocation ?? []),
            let context = unsafe X509_STORE_CTX_new()
        else { throw Self.outOfMemory }
        self.leaf = leaf
        given = [leaf] + anchors + intermediates
        checksRevocation = revocation != nil
        self.untrusted = untrusted
        self.trusted = trusted
        self.lists = lists
        unsafe self.context = context
    }

    deinit {
        unsafe X509_STORE_CTX_free(context)
    }

    /// Builds and judges the chain, times left out: those are the caller's.
    ///
    /// - Parameter purpose: what the leaf must be for, one of OpenSSL's purposes; nil for any.
    func verify(purpose: Int32? = nil) throws(ChainFailure) -> [Certificate] {
        let ready = unsafe leaf.handle.withPointer { certificate in
            unsafe untrusted.withPointer { stack in
                unsafe X509_STORE_CTX_init(context, nil, certificate, stack)
            }
        }
        guard ready == 1, let parameters = unsafe X509_STORE_CTX_get0_param(context) else {
            throw Self.outOfMemory
        }
        var flags = UInt(X509_V_FLAG_X509_STRICT | X509_V_FLAG_NO_CHECK_TIME)
        if checksRevocation { flags |= UInt(X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL) }
        unsafe X509_VERIFY_PARAM_set_flags(parameters, flags)
        unsafe X509_VERIFY_PARAM_set_depth(parameters, Self.maximumIntermediates)
        unsafe X509_VERIFY_PARAM_set_auth_level(parameters, Self.securityLevel)
        if let purpose {
            guard unsafe X509_STORE_CTX_set_purpose(context, purpose) == 1 else {
                throw Self.outOfMemory
            }
        }
        unsafe trusted.withPointer { unsafe X509_STORE_CTX_set0_trusted_stack(context, $0) }
        unsafe lists.withPointer { unsafe X509_STORE_CTX_set0_crls(context, $0) }
        let result = unsafe X509_verify_cert(context)
        ErrorQueue.clear()
        guard result == 1 else {
            let current = unsafe X509_STORE_CTX_get_current_cert(context)
            throw unsafe ChainFailure(
                code: X509_STORE_CTX_get_error(context),
                depth: X509_STORE_CTX_get_error_depth(context), certificate: own(current))
        }
        return try chain()
    }

    /// The verified chain, as the caller's own certificates.
    private func chain() throws(ChainFailure) -> [Certificate] {
        var chain: [Certificate] = []
        let stack = unsafe X509_STORE_CTX_get0_chain(context)
        for index in 0..<(unsafe bk_x509_stack_count(stack)) {
            let pointer = unsafe bk_x509_stack_value(stack, index)
            guard let same = unsafe own(pointer) else { throw Self.outOfMemory }
            chain.append(same)
        }
        return chain
    }

    /// The caller's own certificate behind a pointer.
    private func own(_ pointer: OpaquePointer?) -> Certificate? {
        given.first { certificate in
            unsafe certificate.handle.withPointer { unsafe $0 == pointer }
        }
    }

    private static let outOfMemory = ChainFailure(
        reason: .other, depth: 0, detail: "expected memory for a verification")
}

/// Owns a stack of references to revocation lists.
@safe private final class RevocationListStack {
    private let stack: OpaquePointer

    init?(_ lists: [CertificateRevocationList]) {
        guard let stack = unsafe bk_crl_stack_new() else { return nil }
        unsafe self.stack = stack
        for list in lists {
            let pushed = unsafe list.handle.withPointer { unsafe bk_crl_stack_push(stack, $0) }
            guard pushed == 1 else { return nil }
        }
    }

    deinit {
        unsafe bk_crl_stack_free(stack)
    }

    func withPointer<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        unsafe body(stack)
    }
}
