pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// What a change changes: before it is applied, and while it waits to be confirmed.
ScrollArea {
    id: change

    required property SettingsScreen screen
    required property bool portrait

    readonly property bool waiting: screen.look === "confirm"

    beside: !portrait

    Strip {
        Layout.fillWidth: true
        icon: "hourglass"
        objectName: "waiting"
        text: qsTr("The change is in force. Without your word it is undone in %n s", "", change.screen.secondsLeft)
        visible: change.waiting
    }
    Repeater {
        model: change.screen.faults

        Strip {
            id: fault

            required property bool grave

            Layout.fillWidth: true
            color: grave ? Theme.colours.callFailing : Theme.colours.banner
            icon: grave ? "circle-x" : "alert-triangle"
            ink: grave ? Theme.colours.callFailingText : Theme.colours.bannerText
            objectName: grave ? "fault" : "doubt"
            visible: !change.waiting
        }
    }
    Explanation {
        text: change.screen.restarts ? qsTr("The program starts again for it: the screen is dark for some seconds. Then come in again and touch “Keep it” within a minute, or it is undone by itself") : qsTr("It holds at once. Touch “Keep it” within a minute, or it is undone by itself")
        visible: !change.waiting && change.screen.applicable
    }
    Explanation {
        objectName: "wayOn"
        text: qsTr("Nothing is changed. Touch “Back” and correct it")
        visible: !change.waiting && !change.screen.applicable && change.screen.locked === ""
    }
    Repeater {
        model: change.screen.differences

        Card {
            id: card

            required title
            required property string now
            required property string then

            Layout.fillWidth: true

            ValueRow {
                name: change.waiting ? qsTr("Before") : qsTr("Now")
                value: card.now
            }
            ValueRow {
                name: change.waiting ? qsTr("After") : qsTr("Then")
                objectName: "then"
                value: card.then
            }
        }
    }
    Card {
        Layout.fillWidth: true
        title: qsTr("In the file")
        visible: lines.count > 0

        Repeater {
            id: lines

            model: change.screen.lines

            Label {
                required property string sign
                required property string line

                Layout.fillWidth: true
                color: sign === "+" ? Theme.colours.live : Theme.colours.quiet
                font.family: "Inter"
                font.pixelSize: Theme.menuNote
                font.strikeout: sign === "-"
                maximumLineCount: 3
                objectName: "line"
                text: `${sign} ${line}`
                wrapMode: Text.WrapAnywhere
            }
        }
    }
}
