pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// One page of what happened; above what passengers report, how often they did so in a week.
Item {
    id: list

    required property EventsScreen screen
    required property bool portrait

    readonly property string look: screen.look

    Connections {
        function onChanged() {
            area.toTop();
        }

        target: list.screen
    }
    Explanation {
        anchors.left: parent.left
        anchors.right: parent.right
        objectName: "state"
        text: list.look === "loading" ? qsTr("Reading…") : list.look === "unreadable" ? qsTr("The log cannot be read now. The page “Status” tells more") : qsTr("Nothing of this kind is kept here")
        visible: list.look === "unreadable" || rows.count === 0 && reports.count === 0
    }
    ScrollArea {
        id: area

        anchors.fill: parent
        beside: !list.portrait
        spacing: Theme.gapTiny
        visible: list.look !== "unreadable"

        Card {
            Layout.bottomMargin: Theme.gapSmall
            Layout.fillWidth: true
            icon: "message-report"
            title: qsTr("Passengers' reports in 7 days")
            visible: reports.count > 0

            Repeater {
                id: reports

                model: list.screen.reports

                ValueRow {
                    required property string text
                    required property int count

                    name: text
                    objectName: "reports"
                    value: count
                }
            }
        }
        Repeater {
            id: rows

            model: list.screen.rows

            EventsRow {
                Layout.fillWidth: true

                onActivated: list.screen.read(key)
            }
        }
    }
}
