import Testing

@testable import StackFile

@Suite struct EnvironmentFileTests {
    @Test(arguments: [
        ("A=secret", "A=******"), ("export A_1=secret", "export A_1=******"), ("  A = secret", "  A =*******"),
        ("export\tA=x", "export\tA=*"), ("# A=comment", "# A=comment"), ("", ""),
        ("PW: c2VjcmV0=", "*************"), ("c2Vj+mV0=", "*********"), ("a b=c", "*****"), ("=x", "**"),
        ("export =x", "export =*"), ("1A=x", "****"), ("rest of a value", "***************"),
    ])
    func onlyNamesAreShown(line: String, shown: String) {
        #expect(EnvironmentFile.withoutValues("B=1\n" + line) == "B=*\n" + shown)
    }
}
