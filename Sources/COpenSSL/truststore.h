// PKCS #12 truststores for Swift: OpenSSL's stacks are macros.
#pragma once
#include <openssl/objects.h>
#include <openssl/pkcs12.h>
#include <openssl/pkcs7.h>

static inline int truststore_safes_count(const STACK_OF(PKCS7) *safes) { return sk_PKCS7_num(safes); }
static inline void truststore_free_safes(STACK_OF(PKCS7) *safes) { sk_PKCS7_pop_free(safes, PKCS7_free); }

// What one safe holds, decrypted if need be; an empty stack for a kind that holds no certificates, NULL on failure.
static inline STACK_OF(PKCS12_SAFEBAG) *truststore_bags(const STACK_OF(PKCS7) *safes, int index, const char *password) {
    PKCS7 *safe = sk_PKCS7_value(safes, index);
    switch (OBJ_obj2nid(safe->type)) {
    case NID_pkcs7_data: return PKCS12_unpack_p7data(safe);
    case NID_pkcs7_encrypted: return PKCS12_unpack_p7encdata(safe, password, -1);
    default: return sk_PKCS12_SAFEBAG_new_null();
    }
}
static inline int truststore_bags_count(const STACK_OF(PKCS12_SAFEBAG) *bags) { return sk_PKCS12_SAFEBAG_num(bags); }
static inline void truststore_free_bags(STACK_OF(PKCS12_SAFEBAG) *bags) {
    sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
}
static inline X509 *truststore_certificate(const STACK_OF(PKCS12_SAFEBAG) *bags, int index) {
    const PKCS12_SAFEBAG *bag = sk_PKCS12_SAFEBAG_value(bags, index);
    return PKCS12_SAFEBAG_get_nid(bag) == NID_certBag ? PKCS12_SAFEBAG_get1_cert(bag) : NULL;
}
