import QtQuick
import Kiosk

// What to do in a guided step, and how long it may still take. Seen only: touches go through it.
Rectangle {
    id: note

    required property string text
    required property int seconds

    border.color: Theme.colours.text
    border.width: Theme.hairline
    color: Theme.colours.page
    implicitHeight: words.implicitHeight + 2 * Theme.gap
    objectName: "drillNote"
    radius: Theme.radius

    Column {
        id: words

        anchors.left: parent.left
        anchors.margins: Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapTiny

        Label {
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            horizontalAlignment: Text.AlignHCenter
            maximumLineCount: 4
            text: note.text
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuText
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("%1 s left").arg(note.seconds)
            width: parent.width
        }
    }
}
