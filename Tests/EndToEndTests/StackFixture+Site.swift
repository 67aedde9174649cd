extension StackFixture {
    /// One page over TLS on this port, and a check that it is verified.
    func site(port: UInt16) throws {
        try fixture.write("site/index.html", "<p>hello</p>\n")
        try self.stack(
            """
            certificates:
              localhost: [localhost, 127.0.0.1, "::1"]
            services:
              site:
                files: site
                port: \(port)
                tls: localhost
            checks:
              verified:
                get: https://localhost:\(port)/
            """)
    }
}
