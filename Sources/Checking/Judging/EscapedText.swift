internal import Diagnostics

/// Bytes from elsewhere as text that is safe to show: what a terminal would act on, and what is not UTF-8, as escapes.
enum EscapedText {
    /// In double quotes and one line; after `limit` characters an ellipsis.
    static func quoted(_ bytes: some Collection<UInt8>, limit: Int = 200) -> String {
        // No character takes more than four bytes.
        "\"" + excerpt(pieces(of: bytes.prefix(4 * limit + 4))[...], limit: limit) + "\""
    }

    static func quoted(_ text: String, limit: Int = 200) -> String { quoted(text.utf8, limit: limit) }

    /// In one line, with an ellipsis after `limit` characters.
    static func excerpt(_ pieces: ArraySlice<Piece>, limit: Int) -> String {
        let shown = pieces.prefix(limit).map(\.escaped).joined()
        return pieces.count > limit ? shown + "…" : shown
    }

    /// In its own lines: line feeds, tabs and a line's CR LF stay.
    static func lines(_ bytes: some Collection<UInt8>) -> String {
        var text = ""
        var carriageReturn = false
        for piece in pieces(of: bytes) {
            // A CR is part of the line's end only where the LF follows.
            if carriageReturn, piece != .scalar("\n") { text += "\\r" }
            carriageReturn = piece == .scalar("\r")
            if carriageReturn { continue }
            switch piece {
            case .scalar("\n"), .scalar("\t"), .scalar("\""), .scalar("\\"): text += piece.raw
            default: text += piece.escaped
            }
        }
        return carriageReturn ? text + "\\r" : text
    }

    /// A character of the text, or a byte that belongs to none.
    enum Piece: Equatable {
        case scalar(Unicode.Scalar)
        case byte(UInt8)

        var raw: String {
            switch self {
            case .scalar(let scalar): String(Character(scalar))
            case .byte(let byte): PrintableText.escape(byte)
            }
        }

        var escaped: String {
            switch self {
            case .scalar("\""): "\\\""
            case .scalar("\\"): "\\\\"
            case .scalar(let scalar): PrintableText.isUnsafe(scalar) ? PrintableText.escape(scalar) : raw
            case .byte: raw
            }
        }
    }

    /// Takes bytes apart into characters and into bytes that are not UTF-8.
    static func pieces(of bytes: some Collection<UInt8>) -> [Piece] {
        var pieces: [Piece] = []
        var rest = Array(bytes)[...]
        while !rest.isEmpty {
            if let text = String(validating: rest, as: UTF8.self) {
                return pieces + text.unicodeScalars.map(Piece.scalar)
            }
            var valid = 0
            while let length = scalarLength(rest.dropFirst(valid)) { valid += length }
            pieces += String(decoding: rest.prefix(valid), as: UTF8.self).unicodeScalars.map(Piece.scalar)
            pieces.append(.byte(rest[rest.startIndex + valid]))
            rest = rest.dropFirst(valid + 1)
        }
        return pieces
    }

    /// How many bytes the character at the beginning takes; `nil` if it is none.
    private static func scalarLength(_ bytes: ArraySlice<UInt8>) -> Int? {
        (1...4).first { length in
            bytes.count >= length && String(validating: bytes.prefix(length), as: UTF8.self) != nil
        }
    }
}
