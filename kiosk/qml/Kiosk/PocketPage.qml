import QtQuick
import Kiosk.Screens

// This stop in the passenger's pocket: a code, and what the phone will show.
Page {
    id: page

    required property PocketScreen pocket

    readonly property bool online: pocket.host !== ""

    title: qsTr("This stop in your pocket")

    Label {
        id: intro

        color: Theme.colours.quiet
        font.pixelSize: page.portrait ? Theme.serviceWord : Theme.pathName
        maximumLineCount: 5
        text: page.online ? qsTr("Point the camera of your phone at the code: the page of this stop opens") : qsTr("Point the camera of your phone at the code: this text appears. No network is needed")
        width: page.portrait ? parent.width : code.x - 2 * Theme.gap
        wrapMode: Text.WordWrap
    }
    QrCode {
        id: code

        content: page.pocket.code
        // Standing, an address leaves room for a larger one.
        size: page.portrait && page.online ? Math.max(Theme.pocketQr, Math.min(Theme.pocketQrLargest, parent.height - about.y - about.height - 2 * Theme.margin)) : Math.min(Theme.pocketQr, parent.height - Theme.gap)
        x: page.portrait ? (parent.width - width) / 2 : parent.width - width
        y: page.portrait ? parent.height - height - Theme.gap : 0
    }
    Column {
        id: about

        spacing: Theme.gap
        visible: page.online
        width: intro.width
        y: intro.height + Theme.margin

        PlainAddress {
            host: page.pocket.host
            path: page.pocket.path
            width: parent.width
        }
        StickerNote {
            host: page.pocket.host
            width: parent.width
        }
    }
    Rectangle {
        readonly property real room: (page.portrait ? code.y - Theme.gap : parent.height - Theme.gap) - y

        border.color: Theme.colours.line
        border.width: Theme.hairline
        color: Theme.colours.panel
        height: Math.min(natural.implicitHeight + 2 * Theme.gap, room)
        radius: Theme.radius
        visible: !page.online
        width: intro.width
        y: intro.height + Theme.gap

        // The text at its full size, to know how much room it would take.
        Label {
            id: natural

            font: text.font
            maximumLineCount: text.maximumLineCount
            text: text.text
            visible: false
            width: text.width
            wrapMode: text.wrapMode
        }
        Label {
            id: text

            anchors.fill: parent
            anchors.margins: Theme.gap
            font.pixelSize: page.portrait ? Theme.pocketText : Theme.pocketTextFlat
            fontSizeMode: Text.Fit
            maximumLineCount: 40
            minimumPixelSize: Theme.px(20)
            objectName: "pocketText"
            text: page.pocket.code
            wrapMode: Text.WordWrap
        }
    }
}
