import QtQuick
import QtQuick.Layouts
import Kiosk

// One thing that happened: when, a sign where something is wrong, and words. A record of the program's log can be
// touched to be read in full.
Rectangle {
    id: row

    required property string key
    required property string day
    required property string time
    required property string text
    required property string mark
    required property bool more

    signal activated

    Accessible.name: `${day} ${time}. ${text}`
    Accessible.role: more ? Accessible.Button : Accessible.StaticText
    Accessible.onPressAction: if (more)
        activated()
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: tap.pressed ? Theme.colours.rowPressed : Theme.colours.page
    implicitHeight: Math.max(more ? Theme.touch : 0, parts.implicitHeight + 2 * Theme.gapTiny)
    objectName: "event"
    radius: Theme.radiusSmall

    TapHandler {
        id: tap

        enabled: row.more
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: row.activated()
    }
    RowLayout {
        id: parts

        anchors.left: parent.left
        anchors.margins: Theme.gapSmall
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gapSmall

        ColumnLayout {
            Layout.maximumWidth: Theme.eventTime
            Layout.minimumWidth: Theme.eventTime
            spacing: 0

            Label {
                Layout.fillWidth: true
                color: Theme.colours.quiet
                font.pixelSize: Theme.menuNote
                text: row.day
            }
            Label {
                Layout.fillWidth: true
                font.pixelSize: Theme.menuNote
                font.weight: Font.DemiBold
                text: row.time
            }
        }
        Icon {
            color: row.mark === "red" ? Theme.colours.late : Theme.colours.quiet
            name: row.mark === "red" ? "circle-x" : row.mark === "amber" ? "alert-triangle" : ""
            size: Theme.menuLine
            visible: name !== ""
        }
        Label {
            Layout.fillWidth: true
            font.pixelSize: Theme.menuText
            maximumLineCount: row.more ? 3 : 8
            objectName: "happened"
            text: row.text
            wrapMode: Text.Wrap
        }
        Icon {
            color: Theme.colours.quiet
            name: "chevron-right"
            size: Theme.menuLine
            visible: row.more
        }
    }
}
