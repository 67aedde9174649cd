// What a certificate says of itself: OpenSSL's macros over its stacks and fields, as functions.
#pragma once
#include <openssl/x509v3.h>

static inline int chain_usages_count(const EXTENDED_KEY_USAGE *usages) { return sk_ASN1_OBJECT_num(usages); }
static inline const ASN1_OBJECT *chain_usages_at(const EXTENDED_KEY_USAGE *usages, int index) {
    return sk_ASN1_OBJECT_value(usages, index);
}

static inline int chain_subtrees_count(const STACK_OF(GENERAL_SUBTREE) *subtrees) {
    return sk_GENERAL_SUBTREE_num(subtrees);
}
static inline const GENERAL_NAME *chain_subtrees_at(const STACK_OF(GENERAL_SUBTREE) *subtrees, int index) {
    return sk_GENERAL_SUBTREE_value(subtrees, index)->base;
}

// SHA-1 of the name's canonical form: under it a root lies in a hashed directory (openssl-rehash(1)).
static inline unsigned long chain_name_hash(const X509_NAME *name) {
    int isComputed = 0;
    unsigned long hash = X509_NAME_hash_ex(name, NULL, NULL, &isComputed);
    return isComputed ? hash : 0;
}

// A certificate that has this name and nothing else, to be judged alone; NULL when there is no memory.
static inline X509 *chain_certificate_for(const GENERAL_NAME *name) {
    X509 *certificate = X509_new();
    GENERAL_NAMES *names = sk_GENERAL_NAME_new_null();
    GENERAL_NAME *copy = GENERAL_NAME_dup((GENERAL_NAME *)name);
    int isMade = certificate != NULL && names != NULL && copy != NULL && sk_GENERAL_NAME_push(names, copy) > 0;
    if (isMade) {
        isMade = X509_add1_ext_i2d(certificate, NID_subject_alt_name, names, 0, X509V3_ADD_DEFAULT);
    } else {
        GENERAL_NAME_free(copy);
    }
    sk_GENERAL_NAME_pop_free(names, GENERAL_NAME_free);
    if (isMade) return certificate;
    X509_free(certificate);
    return NULL;
}
