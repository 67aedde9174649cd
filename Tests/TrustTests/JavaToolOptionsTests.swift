import Testing

@testable import Trust

@Suite struct JavaToolOptionsTests {
    @Test(arguments: [
        ("", []),
        ("  -Xmx1g\t-ea ", ["-Xmx1g", "-ea"]),
        ("-Da='b c' \"-Dd=e'f\"", ["-Da=b c", "-Dd=e'f"]),
        ("-Da=x'y z'w", ["-Da=xy zw"]),
        ("''", [""]),
        ("'-Da=open end", ["-Da=open end"]),
    ])
    func reading(text: String, options: [String]) {
        #expect(JavaToolOptions(text).options == options)
    }

    @Test(arguments: ["-Da=b", "-Da=b c", "-Da=it's", "-Da=\"q\"", "-Da='\"'\"' \n", ""])
    func whatIsWrittenIsReadAgain(option: String) {
        var options = JavaToolOptions("-ea")
        options.options.append(option)
        #expect(JavaToolOptions(options.text) == options)
    }

    @Test func anOrdinaryOptionHasNoQuotes() {
        #expect(
            JavaToolOptions("").naming(truststore: "/a/trust.p12", base: nil).text
                == "-Djavax.net.ssl.trustStore=/a/trust.p12")
    }

    @Test func theUsersTruststoreIsReplacedAndRemembered() {
        let users = JavaToolOptions(
            "-Xmx1g -Djavax.net.ssl.trustStore=/corp.jks -Djavax.net.ssl.trustStoreType=JKS "
                + "-Djavax.net.ssl.trustStorePassword=secret")
        let ours = users.naming(truststore: "/a/trust.p12", base: users.truststore)
        #expect(
            ours.options == [
                "-Xmx1g", "-Djavax.net.ssl.trustStorePassword=secret", "-Djavax.net.ssl.trustStore=/a/trust.p12",
                "-Ddevstack.truststore.base=/corp.jks",
            ])
        #expect(ours.naming(truststore: "/a/trust.p12", base: ours.truststoreBase).options == ours.options)
    }
}
