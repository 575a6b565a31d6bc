pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// A stop of the feed, looked for by its name; the lines that call there tell the sides of a street apart.
Item {
    id: stop

    required property SettingsScreen screen
    required property bool portrait

    SettingsField {
        id: field

        anchors.left: parent.left
        anchors.right: parent.right
        done: qsTr("Find")
        hint: qsTr("Write a part of the name, or the number of the stop")
        name: qsTr("Name of the stop")

        onAccepted: words => {
            stop.forceActiveFocus();
            stop.screen.searchStop(words);
        }
    }
    Explanation {
        id: state

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: field.bottom
        anchors.topMargin: Theme.gapSmall
        color: stop.screen.stopsState === "failed" ? Theme.colours.late : Theme.colours.quiet
        objectName: "stopsState"
        text: stop.screen.stopsState === "loading" ? qsTr("The list of stops is being fetched…") : stop.screen.stopsState === "failed" ? qsTr("The timetable's feed cannot be fetched or read: no stop can be chosen now") : stop.screen.stopsState === "none" ? qsTr("No stop has such a name") : ""
        visible: found.count === 0
    }
    ScrollArea {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: field.bottom
        anchors.topMargin: Theme.gapSmall
        beside: !stop.portrait
        spacing: Theme.touchGap
        visible: found.count > 0

        Repeater {
            id: found

            model: stop.screen.stops

            SettingsStopRow {
                required property string key

                Layout.fillWidth: true
                objectName: `stop-${key}`

                onActivated: stop.screen.take(key)
            }
        }
    }
}
