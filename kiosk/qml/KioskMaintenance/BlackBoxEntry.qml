import QtQuick
import QtQuick.Layouts
import Kiosk

// One line of the list of frozen pictures, a touch target.
Rectangle {
    id: entry

    required property string key
    required property string title
    required property string note

    signal activated

    Accessible.name: `${title}. ${note}`
    Accessible.role: Accessible.Button
    Accessible.onPressAction: activated()
    Layout.fillWidth: true
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: tap.pressed ? Theme.colours.rowPressed : Theme.colours.page
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapSmall)
    objectName: "box"
    radius: Theme.radius

    TapHandler {
        id: tap

        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: entry.activated()
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.text
        name: "photo"
        size: Theme.menuDot
    }
    ColumnLayout {
        id: words

        anchors.left: sign.right
        anchors.margins: Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 0

        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            maximumLineCount: 2
            text: entry.title
            wrapMode: Text.Wrap
        }
        Label {
            Layout.fillWidth: true
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuNote
            maximumLineCount: 2
            text: entry.note
            wrapMode: Text.Wrap
        }
    }
}
