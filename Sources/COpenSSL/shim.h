// What Swift cannot call directly of OpenSSL 3: macros, typed stacks, and functions whose
// OSSL_PARAM arguments keep a pointer to their key. Nothing here decides anything.

#ifndef BLAUWEKNOP_COPENSSL_SHIM_H
#define BLAUWEKNOP_COPENSSL_SHIM_H

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/obj_mac.h>
#include <openssl/objects.h>
#include <openssl/params.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

// MARK: Stacks. The push functions take a reference of their own; the free functions give it back.

static inline STACK_OF(X509) *bk_x509_stack_new(void) {
    return sk_X509_new_null();
}

static inline int bk_x509_stack_push(STACK_OF(X509) *stack, X509 *certificate) {
    if (!X509_up_ref(certificate)) return 0;
    if (sk_X509_push(stack, certificate) > 0) return 1;
    X509_free(certificate);
    return 0;
}

static inline int bk_x509_stack_count(const STACK_OF(X509) *stack) {
    return sk_X509_num(stack);
}

/// Borrowed: belongs to the stack.
static inline X509 *bk_x509_stack_value(const STACK_OF(X509) *stack, int index) {
    return sk_X509_value(stack, index);
}

static inline void bk_x509_stack_free(STACK_OF(X509) *stack) {
    sk_X509_pop_free(stack, X509_free);
}

static inline STACK_OF(X509_CRL) *bk_crl_stack_new(void) {
    return sk_X509_CRL_new_null();
}

static inline int bk_crl_stack_push(STACK_OF(X509_CRL) *stack, X509_CRL *list) {
    if (!X509_CRL_up_ref(list)) return 0;
    if (sk_X509_CRL_push(stack, list) > 0) return 1;
    X509_CRL_free(list);
    return 0;
}

static inline void bk_crl_stack_free(STACK_OF(X509_CRL) *stack) {
    sk_X509_CRL_pop_free(stack, X509_CRL_free);
}

static inline int bk_revoked_count(X509_CRL *list) {
    STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(list);
    return entries == NULL ? 0 : sk_X509_REVOKED_num(entries);
}

/// Borrowed: belongs to the list.
static inline const X509_REVOKED *bk_revoked_value(X509_CRL *list, int index) {
    return sk_X509_REVOKED_value(X509_CRL_get_REVOKED(list), index);
}

static inline int bk_general_name_count(const GENERAL_NAMES *names) {
    return sk_GENERAL_NAME_num(names);
}

/// Borrowed: the characters of a name of the types that are IA5 strings (rfc822, DNS, URI); NULL
/// for every other type.
static inline const ASN1_STRING *bk_general_name_text(
    const GENERAL_NAMES *names, int index, int *type) {
    const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, index);
    void *value = GENERAL_NAME_get0_value(name, type);
    return (*type == GEN_EMAIL || *type == GEN_DNS || *type == GEN_URI)
        ? (const ASN1_STRING *)value : NULL;
}

static inline int bk_object_count(const EXTENDED_KEY_USAGE *objects) {
    return sk_ASN1_OBJECT_num(objects);
}

/// Borrowed: belongs to the stack.
static inline const ASN1_OBJECT *bk_object_value(const EXTENDED_KEY_USAGE *objects, int index) {
    return sk_ASN1_OBJECT_value(objects, index);
}

static inline void bk_objects_free(EXTENDED_KEY_USAGE *objects) {
    sk_ASN1_OBJECT_pop_free(objects, ASN1_OBJECT_free);
}

// MARK: Macros

static inline void bk_free(void *memory) {
    OPENSSL_free(memory);
}

static inline long bk_bio_memory(BIO *bio, const char **data) {
    return BIO_get_mem_data(bio, data);
}

static inline int bk_gcm_set_tag(EVP_CIPHER_CTX *context, const unsigned char *tag, int length) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, length, (void *)tag);
}

static inline int bk_gcm_get_tag(EVP_CIPHER_CTX *context, unsigned char *tag, int length) {
    return EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, length, tag);
}

/// RFC 2253 on one line, without escaping what is not ASCII, so that the text is UTF-8.
static inline unsigned long bk_name_flags(void) {
    return XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
}

/// PBES2 with scrypt and AES-256-CBC, salt and initialisation vector drawn by OpenSSL.
static inline X509_SIG *bk_pkcs8_seal(
    PKCS8_PRIV_KEY_INFO *info, const char *passphrase, int length,
    uint64_t n, uint64_t r, uint64_t p) {
    X509_ALGOR *scheme = PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), NULL, 16, NULL, n, r, p);
    if (scheme == NULL) return NULL;
    X509_SIG *sealed = PKCS8_set0_pbe(passphrase, length, info, scheme);
    if (sealed == NULL) X509_ALGOR_free(scheme);
    return sealed;
}

/// A copy that OpenSSL may free.
static inline unsigned char *bk_copy(const unsigned char *bytes, size_t length) {
    return OPENSSL_memdup(bytes, length);
}

// MARK: Timestamps (RFC 3161)

/// What a time-stamping unit puts into one token: OpenSSL asks for both by callbacks.
typedef struct bk_timestamp_moment {
    long seconds, microseconds;
    unsigned char serial[16];
} bk_timestamp_moment;

static inline ASN1_INTEGER *bk_timestamp_serial(struct TS_resp_ctx *context, void *moment) {
    (void)context;
    BIGNUM *number = BN_bin2bn(((bk_timestamp_moment *)moment)->serial, 16, NULL);
    ASN1_INTEGER *serial = number == NULL ? NULL : BN_to_ASN1_INTEGER(number, NULL);
    BN_free(number);
    return serial;
}

static inline int bk_timestamp_time(
    struct TS_resp_ctx *context, void *moment, long *seconds, long *microseconds) {
    (void)context;
    *seconds = ((bk_timestamp_moment *)moment)->seconds;
    *microseconds = ((bk_timestamp_moment *)moment)->microseconds;
    return 1;
}

/// The moment must outlive the context's use.
static inline void bk_timestamp_set_moment(TS_RESP_CTX *context, bk_timestamp_moment *moment) {
    TS_RESP_CTX_set_serial_cb(context, bk_timestamp_serial, moment);
    TS_RESP_CTX_set_time_cb(context, bk_timestamp_time, moment);
}

/// The first value of a signed attribute where it is a SEQUENCE, borrowed; NULL otherwise.
static inline const ASN1_STRING *bk_signed_sequence(PKCS7_SIGNER_INFO *signer, int nid) {
    const ASN1_TYPE *value = PKCS7_get_signed_attribute(signer, nid);
    return value == NULL || value->type != V_ASN1_SEQUENCE ? NULL : value->value.sequence;
}

/// Whether a signer's attributes name the certificates of a chain, by either version of
/// `signingCertificate`; 1 where they do.
static inline int bk_names_signing_certificates(
    PKCS7_SIGNER_INFO *signer, const STACK_OF(X509) *chain) {
    ESS_SIGNING_CERT *one = NULL;
    ESS_SIGNING_CERT_V2 *two = NULL;
    const ASN1_STRING *der = bk_signed_sequence(signer, NID_id_smime_aa_signingCertificate);
    if (der != NULL) {
        const unsigned char *position = der->data;
        one = d2i_ESS_SIGNING_CERT(NULL, &position, der->length);
    }
    der = bk_signed_sequence(signer, NID_id_smime_aa_signingCertificateV2);
    if (der != NULL) {
        const unsigned char *position = der->data;
        two = d2i_ESS_SIGNING_CERT_V2(NULL, &position, der->length);
    }
    int named = OSSL_ESS_check_signing_certs(one, two, chain, 1) > 0;
    ESS_SIGNING_CERT_free(one);
    ESS_SIGNING_CERT_V2_free(two);
    return named;
}

/// Whether the one signer of a token names a chain's certificates and signed by the key of its
/// first; 1 where it did. The steps of TS_RESP_verify_signature, but those that build the chain.
static inline int bk_timestamp_is_signed(PKCS7 *token, STACK_OF(X509) *chain) {
    STACK_OF(PKCS7_SIGNER_INFO) *signers =
        PKCS7_type_is_signed(token) ? PKCS7_get_signer_info(token) : NULL;
    if (signers == NULL || sk_PKCS7_SIGNER_INFO_num(signers) != 1 || PKCS7_get_detached(token))
        return 0;
    PKCS7_SIGNER_INFO *signer = sk_PKCS7_SIGNER_INFO_value(signers, 0);
    if (!bk_names_signing_certificates(signer, chain)) return 0;
    BIO *content = PKCS7_dataInit(token, NULL);
    if (content == NULL) return 0;
    // Reading computes the digest that the signer's attributes must hold.
    unsigned char buffer[1024];
    while (BIO_read(content, buffer, sizeof(buffer)) > 0) continue;
    int valid = PKCS7_signatureVerify(content, token, signer, sk_X509_value(chain, 0));
    BIO_free_all(content);
    return valid > 0;
}

// MARK: Parameters. OSSL_PARAM_construct_* keeps the pointer of its key, so that the keys must be
// literals of C, never Swift strings; the whole life of each list is inside one function.

/// A generator of P-256 keys' parameters: an EC key without points, to be copied into others.
static inline EVP_PKEY *bk_p256_parameters(void) {
    EVP_PKEY *parameters = NULL;
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, "EC", NULL);
    if (context != NULL && EVP_PKEY_paramgen_init(context) > 0
        && EVP_PKEY_CTX_set_group_name(context, "P-256") > 0)
        EVP_PKEY_paramgen(context, &parameters);
    EVP_PKEY_CTX_free(context);
    return parameters;
}

/// The single-step KDF of NIST SP 800-56C with SHA-256, which is Concat KDF; 1 on success.
static inline int bk_concat_kdf_sha256(
    const unsigned char *secret, size_t secret_length,
    const unsigned char *info, size_t info_length,
    unsigned char *output, size_t output_length) {
    OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, (char *)"SHA256", 0),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, (void *)secret, secret_length),
        OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, (void *)info, info_length),
        OSSL_PARAM_construct_end(),
    };
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, "SSKDF", NULL);
    EVP_KDF_CTX *context = kdf == NULL ? NULL : EVP_KDF_CTX_new(kdf);
    int done = context == NULL ? 0 : EVP_KDF_derive(context, output, output_length, parameters);
    EVP_KDF_CTX_free(context);
    EVP_KDF_free(kdf);
    return done;
}

#endif
