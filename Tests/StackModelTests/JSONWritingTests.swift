import StackModel
import Testing

@Suite struct JSONWritingTests {
    @Test(arguments: [
        "null", "true", "-0.50", "1e3", #""""#, "[]", "{}", #"[1,[2,[]],{"a":{"b":null},"a":false}]"#,
        #""\"\\\n\r\t\u0000\u001f\u007fé🐦/""#,
    ])
    func `compact text is what was read`(text: String) throws {
        #expect(try JSONValue(parsing: text).compactText == text)
    }

    @Test func `pretty text has a line for every element`() throws {
        let value = try JSONValue(parsing: #"{"a":[1,{"b":[]}],"c":{}}"#)
        #expect(
            value.prettyText == """
                {
                  "a": [
                    1,
                    {
                      "b": []
                    }
                  ],
                  "c": {}
                }
                """)
        #expect(try JSONValue(parsing: value.prettyText) == value)
    }

    @Test(arguments: [
        (JSONNumber(31, text: "0x1F"), "31"), (JSONNumber(0.5, text: ".5"), "0.5"),
        (JSONNumber(.infinity, text: ".inf"), "null"),
        (JSONNumber(7, text: "+7"), "7"), (JSONNumber(3, text: "3.0"), "3.0"), (JSONNumber(8, text: ""), "8"),
        (JSONNumber(1000, text: "1_000"), "1000"),
    ])
    func `a number whose text is not JSON is written by its value`(number: JSONNumber, text: String) {
        #expect(JSONValue.number(number).compactText == text)
    }
}
