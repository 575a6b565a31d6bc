pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 6: start again, out of service, test picture. What ends something is asked for twice.
MaintenancePage {
    id: page

    required property PowerScreen screen

    readonly property string asking: screen.asking

    inner: asking !== ""
    title: asking === "notice" ? qsTr("Out of service") : asking === "restart" ? qsTr("Start the program again") : asking === "reboot" ? qsTr("Start the machine again") : qsTr("Power")

    foot: [
        BigButton {
            Layout.fillHeight: !page.portrait
            Layout.fillWidth: true
            icon: page.asking === "notice" ? "check" : "power"
            objectName: "confirm"
            text: page.asking === "notice" ? qsTr("Put up the notice") : qsTr("Start again now")
            visible: page.inner && page.asking !== "test-picture"

            onActivated: page.screen.confirm()
        }
    ]

    onWentBack: screen.ask("")

    ScrollArea {
        anchors.fill: parent
        beside: !page.portrait
        visible: page.asking === ""

        GridLayout {
            Layout.fillWidth: true
            columnSpacing: Theme.gap
            columns: page.portrait ? 1 : 3
            rowSpacing: Theme.gap

            Card {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                icon: "tool"
                title: qsTr("Out of service")

                Explanation {
                    objectName: "standing"
                    text: page.screen.standing !== "" ? qsTr("Passengers read now: “%1”").arg(page.screen.standing) : qsTr("Passengers read why nothing is shown here, and until when. The emergency call stays")
                }
                BigButton {
                    Layout.fillWidth: true
                    flat: true
                    objectName: page.screen.standing !== "" ? "endNotice" : "askNotice"
                    text: page.screen.standing !== "" ? qsTr("Take into service again") : qsTr("Take out of service…")

                    onActivated: page.screen.standing !== "" ? page.screen.endNotice() : page.screen.ask("notice")
                }
            }
            Card {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                icon: "refresh"
                title: qsTr("Start again")

                Explanation {
                    color: page.screen.trouble !== "" ? Theme.colours.late : Theme.colours.text
                    objectName: "powerNote"
                    text: !page.screen.free ? qsTr("Not during an emergency call") : page.screen.trouble !== "" ? page.screen.trouble : qsTr("The program is back in seconds, the machine in a minute or two. An emergency call is not possible while the machine starts")
                }
                BigButton {
                    Layout.fillWidth: true
                    enabled: page.screen.free
                    flat: true
                    objectName: "askRestart"
                    text: qsTr("Start the program again…")

                    onActivated: page.screen.ask("restart")
                }
                BigButton {
                    Layout.fillWidth: true
                    enabled: page.screen.free
                    flat: true
                    objectName: "askReboot"
                    text: qsTr("Start the machine again…")
                    visible: page.screen.reboots

                    onActivated: page.screen.ask("reboot")
                }
            }
            Card {
                Layout.alignment: Qt.AlignTop
                Layout.fillWidth: true
                Layout.preferredWidth: 1
                icon: "contrast"
                title: qsTr("Test picture")

                Explanation {
                    text: qsTr("Grey steps, colours, lines of one pixel and a circle: dead pixels, wrong colours and a stretched picture are seen at once")
                }
                BigButton {
                    Layout.fillWidth: true
                    flat: true
                    objectName: "askPicture"
                    text: qsTr("Show it")

                    onActivated: page.screen.ask("test-picture")
                }
            }
        }
    }
    ScrollArea {
        anchors.fill: parent
        beside: !page.portrait
        visible: page.asking === "notice"

        Card {
            Layout.fillWidth: true
            title: qsTr("Why?")

            ChoiceRow {
                current: page.screen.reason
                options: [
                    {
                        "value": "repair",
                        "text": qsTr("Repair")
                    },
                    {
                        "value": "cleaning",
                        "text": qsTr("Cleaning")
                    },
                    {
                        "value": "no-data",
                        "text": qsTr("No data")
                    },
                    {
                        "value": "stop-closed",
                        "text": qsTr("The stop is closed")
                    }
                ]

                onChosen: value => page.screen.chooseReason(value)
            }
        }
        Card {
            Layout.fillWidth: true
            title: qsTr("Until when?")

            ChoiceRow {
                current: page.screen.lasting
                options: [
                    {
                        "value": "hour",
                        "text": qsTr("1 hour")
                    },
                    {
                        "value": "three-hours",
                        "text": qsTr("3 hours")
                    },
                    {
                        "value": "day",
                        "text": qsTr("24 hours")
                    },
                    {
                        "value": "open",
                        "text": qsTr("Until somebody comes")
                    }
                ]

                onChosen: value => page.screen.chooseLasting(value)
            }
        }
    }
    ColumnLayout {
        anchors.left: parent.left
        anchors.right: parent.right
        spacing: Theme.gap
        visible: page.asking === "restart" || page.asking === "reboot"

        Explanation {
            text: page.asking === "reboot" ? qsTr("The screen and the emergency call are gone for a minute or two. Passengers can dial 112 on their own telephones") : qsTr("The screen is dark for some seconds. Nobody can call 112 on it meanwhile")
        }
    }
    Loader {
        active: page.asking === "test-picture"
        anchors.fill: parent
        // Over the whole page, its margins too.
        anchors.bottomMargin: -Theme.gap
        anchors.leftMargin: -Theme.margin
        anchors.rightMargin: -Theme.margin
        anchors.topMargin: -Theme.gap

        sourceComponent: TestPicture {
            onActivated: page.screen.ask("")
        }
    }
}
