import QtQuick
import Kiosk

// How good a thing is: "green", "amber", "red" or "unknown", told by an icon and a word, not by colour alone.
Rectangle {
    id: mark

    required property string level
    // In place of the usual word.
    property string word

    readonly property bool strong: level === "red" || level === "amber"
    readonly property color ink: level === "red" ? Theme.colours.emergencyText : level === "amber" ? Theme.colours.callFailingText : level === "green" ? Theme.colours.live : Theme.colours.quiet

    color: level === "red" ? Theme.colours.emergency : level === "amber" ? Theme.colours.callFailing : "transparent"
    implicitHeight: said.implicitHeight + Theme.gapTiny
    // Without a ground of its own it stands in line with the words above and below it.
    implicitWidth: parts.implicitWidth + (strong ? 2 * Theme.gapSmall : 0)
    objectName: "level"
    radius: height / 2

    Row {
        id: parts

        anchors.centerIn: parent
        spacing: Theme.gapTiny

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            color: mark.ink
            name: mark.level === "red" ? "circle-x" : mark.level === "amber" ? "alert-triangle" : mark.level === "green" ? "circle-check" : "help-circle"
            size: Theme.menuNote
        }
        Label {
            id: said

            color: mark.ink
            font.pixelSize: Theme.menuNote
            font.weight: Font.DemiBold
            text: mark.word !== "" ? mark.word : mark.level === "red" ? qsTr("fault") : mark.level === "amber" ? qsTr("look into it") : mark.level === "green" ? qsTr("good") : qsTr("unknown")
        }
    }
}
