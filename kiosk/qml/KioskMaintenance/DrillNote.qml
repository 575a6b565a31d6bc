import QtQuick
import QtQuick.Layouts
import Kiosk

// What to do in a guided step, and how long it may still take; `flat`: both in one line. Seen only: touches go through.
Rectangle {
    id: note

    required property string text
    required property int seconds
    property bool flat: false

    border.color: Theme.colours.text
    border.width: Theme.hairline
    color: Theme.colours.page
    implicitHeight: words.implicitHeight + 2 * (flat ? Theme.gapTiny : Theme.gap)
    objectName: "drillNote"
    radius: Theme.radius

    GridLayout {
        id: words

        anchors.left: parent.left
        anchors.margins: Theme.gap
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        columnSpacing: Theme.gap
        flow: note.flat ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rowSpacing: Theme.gapTiny

        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.menuLine
            font.weight: Font.DemiBold
            fontSizeMode: Text.Fit
            horizontalAlignment: note.flat ? Text.AlignLeft : Text.AlignHCenter
            maximumLineCount: note.flat ? 1 : 4
            minimumPixelSize: Theme.small
            text: note.text
            wrapMode: note.flat ? Text.NoWrap : Text.Wrap
        }
        Label {
            Layout.fillWidth: !note.flat
            color: Theme.colours.quiet
            font.pixelSize: Theme.menuText
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("%1 s left").arg(note.seconds)
        }
    }
}
