import QtQuick

// Plain text in one line, elided: what a feed says is never markup and never pushes anything aside.
Text {
    color: Theme.colours.text
    elide: Text.ElideRight
    font.family: Theme.family
    font.features: ({
            "tnum": 1
        })
    font.pixelSize: Theme.body
    horizontalAlignment: Text.AlignLeft
    maximumLineCount: 1
    textFormat: Text.PlainText
}
