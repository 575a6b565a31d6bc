import QtQuick
import Kiosk
import Kiosk.Maintenance

// The status as a code, as large as there is room.
Item {
    id: shown

    required property StatusScreen screen
    required property bool portrait

    Label {
        id: intro

        color: Theme.colours.quiet
        font.pixelSize: Theme.menuText
        maximumLineCount: 8
        objectName: "codeNote"
        text: qsTr("Point the camera of your phone at the code: the whole status appears as text. No network is needed")
        width: shown.portrait ? parent.width : parent.width - code.width - Theme.margin
        wrapMode: Text.WordWrap
        x: shown.portrait ? 0 : code.width + Theme.margin
    }
    QrCode {
        id: code

        content: shown.screen.code
        size: Math.min(parent.width, parent.height - (shown.portrait ? intro.height + Theme.gap : 0))
        x: shown.portrait ? (parent.width - width) / 2 : 0
        y: shown.portrait ? intro.height + Theme.gap : 0
    }
}
