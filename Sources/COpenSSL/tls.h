// OpenSSL's macros for TLS, as functions.
#pragma once
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>

static inline void tls_bio_set_retry_read(BIO *bio) { BIO_set_retry_read(bio); }
static inline void tls_bio_clear_retry_flags(BIO *bio) { BIO_clear_retry_flags(bio); }

static inline void tls_context_set_mode(SSL_CTX *context, unsigned int mode) { SSL_CTX_set_mode(context, mode); }
static inline void tls_context_set_session_cache_mode(SSL_CTX *context, long mode) {
    SSL_CTX_set_session_cache_mode(context, mode);
}
static inline int tls_context_set_versions(SSL_CTX *context, int minimum, int maximum) {
    return SSL_CTX_set_min_proto_version(context, minimum) == 1 && SSL_CTX_set_max_proto_version(context, maximum) == 1;
}
static inline int tls_context_add1_chain_certificate(SSL_CTX *context, X509 *certificate) {
    return (int)SSL_CTX_add1_chain_cert(context, certificate);
}

// Options are made of a shift, and this flag of others, which Swift does not import as constants.
static inline void tls_context_refuse_renegotiation(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION);
}
static inline void tls_context_prefer_own_ciphers(SSL_CTX *context) {
    SSL_CTX_set_options(context, SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
}
static inline void tls_context_refuse_tickets(SSL_CTX *context) { SSL_CTX_set_options(context, SSL_OP_NO_TICKET); }
static inline int tls_context_set_groups(SSL_CTX *context, const char *list) {
    return (int)SSL_CTX_set1_groups_list(context, list);
}
static inline int tls_print_name(BIO *sink, const X509_NAME *name) {
    return X509_NAME_print_ex(sink, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

static inline long tls_set_server_name(SSL *ssl, const char *name) { return SSL_set_tlsext_host_name(ssl, name); }
static inline int tls_set_owner(SSL *ssl, void *owner) { return SSL_set_app_data(ssl, owner); }
static inline void *tls_owner(const SSL *ssl) { return SSL_get_app_data(ssl); }

static inline int tls_certificates_count(const STACK_OF(X509) *stack) { return sk_X509_num(stack); }
static inline X509 *tls_certificates_at(const STACK_OF(X509) *stack, int index) { return sk_X509_value(stack, index); }
static inline int tls_names_count(const STACK_OF(GENERAL_NAME) *stack) { return sk_GENERAL_NAME_num(stack); }
static inline const GENERAL_NAME *tls_names_at(const STACK_OF(GENERAL_NAME) *stack, int index) {
    return sk_GENERAL_NAME_value(stack, index);
}

static inline unsigned long tls_library_error(int reason) { return ERR_PACK(ERR_LIB_SSL, 0, reason); }
