import QtQuick

// The code, and the same address in words that can be compared with what the phone shows.
Rectangle {
    id: card

    required property string content
    required property string title
    required property string host
    required property string path
    // The code beside the words, or over them.
    required property bool wide
    // How large the code beside the words is.
    property real beside: Theme.qr

    readonly property int least: Math.round(60 * Theme.millimetre)

    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: Theme.colours.panel
    implicitHeight: Math.max(code.height, words.height) + 2 * Theme.gap
    objectName: "phoneCard"
    radius: Theme.radius

    QrCode {
        id: code

        content: card.content
        size: card.wide ? card.beside : Math.max(Math.min(Theme.qr, card.height - words.height - 3 * Theme.gap), card.least)
        x: card.wide ? Theme.gap : (card.width - width) / 2
        y: card.wide ? (card.height - height) / 2 : Theme.gap
    }
    Column {
        id: words

        spacing: Theme.gapSmall
        width: card.width - x - Theme.gap
        x: card.wide ? code.x + code.width + Theme.gap : Theme.gap
        y: card.wide ? (card.height - height) / 2 : code.y + code.height + Theme.gap

        Label {
            font.pixelSize: card.wide ? Theme.phoneTitle : Theme.phoneTitleFlat
            font.weight: Font.DemiBold
            maximumLineCount: 3
            text: card.title
            width: parent.width
            wrapMode: Text.WordWrap
        }
        PlainAddress {
            host: card.host
            path: card.path
            width: parent.width
        }
        StickerNote {
            host: card.host
            width: parent.width
        }
    }
}
