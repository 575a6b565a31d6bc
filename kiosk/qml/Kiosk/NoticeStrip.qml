import QtQuick

// The same sentence over rows that are not today's.
Item {
    id: strip

    required property string icon
    required property string text
    required property string more

    implicitHeight: words.implicitHeight + 2 * Theme.gap

    Icon {
        id: sign

        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.quiet
        name: strip.icon
        size: Theme.badgeHeight
        x: (Theme.badgeWidth - width) / 2
    }
    Column {
        id: words

        anchors.left: parent.left
        anchors.leftMargin: Theme.badgeWidth + Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter

        Label {
            font.pixelSize: Theme.headsign
            font.weight: Font.DemiBold
            maximumLineCount: 2
            text: strip.text
            width: parent.width
            wrapMode: Text.WordWrap
        }
        Label {
            color: Theme.colours.quiet
            font.pixelSize: Theme.body
            maximumLineCount: 2
            text: strip.more
            visible: text !== ""
            width: parent.width
            wrapMode: Text.WordWrap
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.line
        height: Theme.hairline
        width: parent.width
    }
}
