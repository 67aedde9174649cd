// OpenSSL 3 for Swift: the headers, and as functions those of its macros that are in use.
#pragma once
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/conf.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include "x509.h"
#include "tls.h"
#include "truststore.h"
#include "chain.h"
