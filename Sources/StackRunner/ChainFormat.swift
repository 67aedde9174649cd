/// How a command about chains writes what it found.
package enum ChainFormat: String, Sendable, CaseIterable {
    case text
    case json
}
