import StackModel
import Testing

@Suite struct JSONPathTests {
    @Test(
        arguments: [
            ("$", []), ("$.a", [.name("a")]), ("$.a_1.*", [.name("a_1"), .wildcard]), ("$[0]", [.index(0)]),
            ("$[-1].b", [.index(-1), .name("b")]), ("$['a b']", [.name("a b")]), (#"$["a'b"]"#, [.name("a'b")]),
            (#"$['a"b\'c']"#, [.name("a\"b'c")]), (#"$["\"\\\/\b\f\n\r\t"]"#, [.name("\"\\/\u{8}\u{C}\n\r\t")]),
            (#"$['\u0041\uD83D\uDC26\u00Df']"#, [.name("A🐦ß")]), ("$.straße", [.name("straße")]), ("$.🐦", [.name("🐦")]),
            ("$ [ 0 ]\n.a\t['b']", [.index(0), .name("a"), .name("b")]), ("$['']", [.name("")]),
            ("$[9007199254740991]", [.index(9_007_199_254_740_991)]), ("$[*][*]", [.wildcard, .wildcard]),
            ("$[-9007199254740991]", [.index(-9_007_199_254_740_991)]),
        ] as [(String, [JSONPath.Segment])])
    func `well-formed queries are read`(text: String, segments: [JSONPath.Segment]) throws {
        let path = try JSONPath(parsing: text)
        #expect(path.segments == segments)
        #expect(path.text == text)
    }

    @Test(arguments: [
        ("", 0), ("a", 0), (" $", 0), ("$ ", 1), ("$.", 2), ("$. a", 2), ("$..a", 2), ("$.1a", 2), ("$.a-b", 3),
        ("$.'a'", 2), ("$a", 1), ("$[", 2), ("$[]", 2), ("$[0", 3), ("$[01]", 2), ("$[-0]", 2), ("$[-]", 2),
        ("$[+1]", 2), ("$[9007199254740992]", 2), ("$[99999999999999999999]", 2), ("$[1.0]", 3), ("$[1e2]", 3),
        ("$['a]", 2), ("$[a]", 2), (#"$["\'"]"#, 5), (#"$['\"']"#, 5), ("$['a\u{1F}']", 4), (#"$['\x']"#, 5),
        (#"$['\u12']"#, 7), (#"$['\u+123']"#, 5), (#"$['\uD83D']"#, 9), (#"$['\uD83Dx']"#, 9), (#"$['\uD83D\n']"#, 10),
        (#"$['\uDC26']"#, 9), (#"$['\uD83D\u0000']"#, 15), (#"$['\uD83D\uFFFF']"#, 15), ("$[0,1]", 3), ("$[0:1]", 3),
        ("$[:1]", 2), ("$[?@.a]", 2), ("$['a','b']", 5),
    ])
    func `ill-formed queries are refused where they go wrong`(text: String, offset: Int) {
        let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: text) }
        #expect(error?.offset == offset)
    }

    @Test(arguments: [
        ("$.o.j", "[{\"k\":3}]"), ("$.o['j'].k", "[3]"), ("$.a[0]", "[5]"), ("$.a[-1]", "[[1,2]]"),
        ("$.a[2][-2]", "[1]"),
        ("$.a[3]", "[]"), ("$.a[-4]", "[]"), ("$.o[0]", "[]"), ("$.a.length", "[]"), ("$.none", "[]"),
        ("$.none[*]", "[]"),
        ("$.a[*]", "[5,null,[1,2]]"), ("$.o[*]", "[{\"k\":3},\"x\"]"), ("$.a[*][*]", "[1,2]"), ("$.a[1]", "[null]"),
        ("$.s[0]", "[]"), ("$.s[*]", "[]"), ("$.twice", "[2]"), ("$['caf\u{E9}']", "[1]"), ("$['cafe\u{301}']", "[2]"),
    ])
    func `queries select their values in the document's order`(query: String, nodes: String) throws {
        let document = try JSONValue(
            parsing: #"{"o":{"j":{"k":3},"x":"x"},"a":[5,null,[1,2]],"s":"text","twice":1,"twice":2,"#
                + "\"caf\u{E9}\":1,\"cafe\u{301}\":2}")
        let path = try JSONPath(parsing: query)
        #expect(JSONValue.array(path.select(from: document)).compactText == nodes)
        #expect(path.selectFirst(from: document)?.compactText == path.select(from: document).first?.compactText)
    }

    @Test func `only a query without a wildcard is singular`() throws {
        #expect(try JSONPath(parsing: "$.a[0]['b']").isSingular)
        #expect(try !JSONPath(parsing: "$.a[*].b").isSingular)
    }
}
