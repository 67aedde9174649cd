// X.509 for Swift: what OpenSSL has only as macros, as variadic functions or as fields of its stacks.
#pragma once
#include <openssl/bio.h>
#include <openssl/decoder.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

// EVP_EC_gen and EVP_RSA_gen are macros over a variadic function.
static inline EVP_PKEY *x509_generate_ec(const char *curve) { return EVP_EC_gen(curve); }
static inline EVP_PKEY *x509_generate_rsa(size_t bits) { return EVP_RSA_gen(bits); }

// EVP_PKEY_KEYPAIR is a macro that Swift cannot read. For keys as PEM_write_bio_PrivateKey writes them, as DER.
static inline OSSL_DECODER_CTX *x509_ec_key_decoder(EVP_PKEY **key) {
    return OSSL_DECODER_CTX_new_for_pkey(key, "DER", "PrivateKeyInfo", "EC", EVP_PKEY_KEYPAIR, NULL, NULL);
}

// BIO_get_mem_data is a macro. Gives the length; the memory stays the BIO's.
static inline long x509_bio_contents(BIO *bio, char **contents) { return BIO_get_mem_data(bio, contents); }

static inline GENERAL_NAMES *x509_names_new(void) { return sk_GENERAL_NAME_new_null(); }
static inline int x509_names_count(const GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }
static inline GENERAL_NAME *x509_names_at(const GENERAL_NAMES *names, int index) {
    return sk_GENERAL_NAME_value(names, index);
}
static inline int x509_names_push(GENERAL_NAMES *names, GENERAL_NAME *name) {
    return sk_GENERAL_NAME_push(names, name);
}

// The permitted subtrees of a name constraints extension (RFC 5280, 4.2.1.10).
static inline int x509_permitted_count(const NAME_CONSTRAINTS *constraints) {
    return sk_GENERAL_SUBTREE_num(constraints->permittedSubtrees);
}
static inline GENERAL_NAME *x509_permitted_at(const NAME_CONSTRAINTS *constraints, int index) {
    return sk_GENERAL_SUBTREE_value(constraints->permittedSubtrees, index)->base;
}
static inline int x509_excluded_count(const NAME_CONSTRAINTS *constraints) {
    return constraints->excludedSubtrees == NULL ? 0 : sk_GENERAL_SUBTREE_num(constraints->excludedSubtrees);
}

// Takes the name over when it succeeds, and only then.
static inline int x509_permit(NAME_CONSTRAINTS *constraints, GENERAL_NAME *name) {
    if (constraints->permittedSubtrees == NULL) constraints->permittedSubtrees = sk_GENERAL_SUBTREE_new_null();
    if (constraints->permittedSubtrees == NULL) return 0;
    GENERAL_SUBTREE *subtree = GENERAL_SUBTREE_new();
    if (subtree == NULL) return 0;
    GENERAL_NAME *empty = subtree->base;
    subtree->base = name;
    if (sk_GENERAL_SUBTREE_push(constraints->permittedSubtrees, subtree) <= 0) {
        subtree->base = empty;
        GENERAL_SUBTREE_free(subtree);
        return 0;
    }
    GENERAL_NAME_free(empty);
    return 1;
}

// Certificates behind a leaf, for PKCS12_create(3). The stack takes a reference of its own.
static inline STACK_OF(X509) *x509_certificates_new(void) { return sk_X509_new_null(); }
static inline int x509_certificates_push(STACK_OF(X509) *certificates, X509 *certificate) {
    if (X509_up_ref(certificate) != 1) return 0;
    if (sk_X509_push(certificates, certificate) > 0) return 1;
    X509_free(certificate);
    return 0;
}
static inline void x509_certificates_free(STACK_OF(X509) *certificates) { sk_X509_pop_free(certificates, X509_free); }

// The alternative names that a certificate signing request asks for; NULL if it asks for none. To be freed.
static inline GENERAL_NAMES *x509_requested_names(X509_REQ *request) {
    STACK_OF(X509_EXTENSION) *extensions = X509_REQ_get_extensions(request);
    GENERAL_NAMES *names = X509V3_get_d2i(extensions, NID_subject_alt_name, NULL, NULL);
    sk_X509_EXTENSION_pop_free(extensions, X509_EXTENSION_free);
    return names;
}

// A subject or issuer on one line: "O=devstack, CN=localhost". UTF-8 stays readable, control characters are escaped.
static inline int x509_print_name(BIO *bio, const X509_NAME *name) {
    return X509_NAME_print_ex(bio, name, 0, XN_FLAG_ONELINE & ~XN_FLAG_SPC_EQ & ~ASN1_STRFLGS_ESC_MSB);
}
