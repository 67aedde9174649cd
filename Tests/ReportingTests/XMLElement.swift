/// An element of an XML document, as far as the tests need it.
struct XMLElement {
    var name: String
    var attributes: [String: String] = [:]
    var children: [XMLElement] = []
    var text = ""

    subscript(attribute: String) -> String? { attributes[attribute] }

    func children(named name: String) -> [XMLElement] { children.filter { $0.name == name } }
}
