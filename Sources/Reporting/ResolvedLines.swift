package import Diagnostics

/// Lines with a remark behind them, in a column of its own.
package enum ResolvedLines {
    /// - Parameter remarks: shown as comments; a line longer than most pushes its own to the right.
    package static func lines(_ lines: [(text: String, remark: String?)], style: Style) -> [String] {
        let widths = lines.filter { $0.remark != nil }.map { DisplayWidth.of($0.text) }
        let column = min(widths.max() ?? 0, 44) + 2
        return lines.map { line in
            guard let remark = line.remark else { return line.text }
            let text = DisplayWidth.pad(line.text + "  ", to: column)
            return text + style.paint("# " + PrintableText.escaped(remark), .faint)
        }
    }
}
