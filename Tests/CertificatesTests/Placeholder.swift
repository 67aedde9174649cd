// Tests of Certificates.
