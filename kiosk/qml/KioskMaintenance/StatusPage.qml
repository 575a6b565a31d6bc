pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 1: one line a thing, the worst first; the same as a code for the technician's phone is one touch away.
MaintenancePage {
    id: page

    required property StatusScreen screen

    property bool coded: false

    inner: coded
    title: coded ? qsTr("Status for the phone") : qsTr("Status")

    foot: [
        BigButton {
            Layout.fillWidth: true
            enabled: page.screen.code !== ""
            flat: page.portrait
            icon: "qrcode"
            objectName: "toPhone"
            text: qsTr("To the phone")
            visible: !page.coded

            onActivated: page.coded = true
        }
    ]

    onWentBack: coded = false

    ScrollArea {
        id: list

        anchors.fill: parent
        beside: !page.portrait
        objectName: "facts"
        spacing: Theme.gapTiny
        visible: !page.coded

        Explanation {
            text: qsTr("The first look takes a moment")
            visible: page.screen.code === ""
        }
        Flow {
            Layout.bottomMargin: Theme.gapTiny
            Layout.fillWidth: true
            spacing: Theme.gap
            visible: page.screen.code !== ""

            LevelMark {
                level: "red"
                objectName: "reds"
                visible: page.screen.red > 0
                word: qsTr("faults: %1").arg(page.screen.red)
            }
            LevelMark {
                level: "amber"
                objectName: "ambers"
                visible: page.screen.amber > 0
                word: qsTr("to look into: %1").arg(page.screen.amber)
            }
            LevelMark {
                level: "unknown"
                objectName: "unknowns"
                visible: page.screen.unknown > 0
                word: qsTr("unknown: %1").arg(page.screen.unknown)
            }
            LevelMark {
                level: "green"
                objectName: "greens"
                visible: page.screen.green > 0
                word: qsTr("good: %1").arg(page.screen.green)
            }
        }
        Repeater {
            model: page.screen.rows

            FactRow {
                wide: !page.portrait
            }
        }
    }
    Loader {
        active: page.coded
        anchors.fill: parent

        sourceComponent: PhoneCode {
            content: page.screen.code
            note: qsTr("Point the camera of your phone at the code: the whole status appears as text. No network is needed")
            portrait: page.portrait
        }
    }
}
