import QtQuick
import Kiosk.Screens

// Whose page this is and how much time is left: a strip over the page, or beside it a block.
Rectangle {
    id: header

    required property BrowsingScreen browsing
    required property PageState page
    required property bool portrait

    // Of the parts' own heights alone: what their places depend on may not depend on them.
    readonly property real strip: Math.max(words.implicitHeight + 2 * Theme.gap, Theme.headerFlat)

    color: Theme.colours.header
    implicitHeight: portrait ? strip : words.y + words.implicitHeight + Theme.gap
    objectName: "header"

    Icon {
        id: sign

        color: Theme.colours.headerText
        name: "building-bank"
        size: Theme.px(72)
        x: header.portrait ? Theme.margin : Theme.gap
        y: header.portrait ? (header.strip - height) / 2 : time.y + (time.height - height) / 2
    }
    Column {
        id: words

        anchors.left: header.portrait ? sign.right : parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: header.portrait ? time.left : parent.right
        anchors.rightMargin: Theme.gap
        spacing: Theme.gapTiny
        y: header.portrait ? (header.strip - implicitHeight) / 2 : time.height + 2 * Theme.gap

        Label {
            Accessible.role: Accessible.Heading
            color: Theme.colours.headerText
            font.pixelSize: Theme.px(40)
            font.weight: Font.DemiBold
            maximumLineCount: header.portrait ? 2 : 4
            objectName: "title"
            text: header.browsing.title
            width: parent.width
            wrapMode: Text.Wrap
        }
        Row {
            spacing: Theme.gapTiny
            visible: host.text !== ""

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                color: Theme.colours.headerQuiet
                name: "world"
                size: Theme.px(32)
            }
            Label {
                id: host

                color: Theme.colours.headerQuiet
                // What a name ends in tells whose it is.
                elide: Text.ElideLeft
                font.pixelSize: Theme.px(32)
                objectName: "host"
                text: header.page.host
                width: Math.min(implicitWidth, words.width - Theme.px(32) - Theme.gapTiny)
            }
        }
    }
    CountdownRing {
        id: time

        Accessible.name: header.browsing.timeLeft
        Accessible.role: Accessible.StaticText
        anchors.right: parent.right
        anchors.rightMargin: header.portrait ? Theme.margin : Theme.gap
        height: Theme.px(128)
        ink: Theme.colours.headerText
        number: header.browsing.timeNumber
        objectName: "time"
        part: header.browsing.timePart
        unit: header.browsing.timeUnit
        y: header.portrait ? (header.strip - height) / 2 : Theme.gap
    }
}
