import QtQuick
import Kiosk

// A code for the technician's phone, as large as there is room, and what to do with it.
Item {
    id: shown

    required property string content
    required property string note
    required property bool portrait

    Label {
        id: intro

        font.pixelSize: Theme.menuText
        maximumLineCount: 8
        objectName: "codeNote"
        text: shown.note
        width: shown.portrait ? parent.width : parent.width - code.width - Theme.margin
        wrapMode: Text.WordWrap
        x: shown.portrait ? 0 : code.width + Theme.margin
    }
    QrCode {
        id: code

        content: shown.content
        size: Math.min(parent.width, parent.height - (shown.portrait ? intro.height + Theme.gap : 0))
        x: shown.portrait ? (parent.width - width) / 2 : 0
        y: shown.portrait ? intro.height + Theme.gap : 0
    }
}
