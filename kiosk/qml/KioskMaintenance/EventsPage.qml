pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 5: what happened, newest first, by kind and page by page; and the black box.
MaintenancePage {
    id: page

    required property EventsScreen screen

    readonly property BlackBoxScreen box: screen.blackBox as BlackBoxScreen
    readonly property bool reading: screen.whole !== ""
    readonly property bool boxed: box.look !== ""

    inner: reading || boxed
    title: reading ? qsTr("Record of the program's log") : boxed ? box.title : qsTr("Events")

    foot: [
        BigButton {
            Layout.fillHeight: !page.portrait
            Layout.fillWidth: true
            enabled: page.screen.hasLater
            icon: "chevron-up"
            objectName: "later"
            text: qsTr("Later")
            visible: !page.inner

            onActivated: page.screen.showLater()
        },
        BigButton {
            Layout.fillHeight: !page.portrait
            Layout.fillWidth: true
            enabled: page.screen.hasEarlier
            icon: "chevron-down"
            objectName: "earlier"
            text: qsTr("Earlier")
            visible: !page.inner

            onActivated: page.screen.showEarlier()
        },
        BigButton {
            Layout.fillHeight: !page.portrait
            Layout.fillWidth: true
            icon: "photo"
            objectName: "blackBox"
            text: qsTr("Black box")
            visible: !page.inner

            onActivated: page.box.open()
        }
    ]

    onWentBack: {
        if (reading)
            screen.read("");
        else if (box.opened)
            box.open();
        else
            box.close();
    }

    ColumnLayout {
        anchors.fill: parent
        spacing: Theme.gap
        visible: !page.inner

        ChoiceRow {
            current: page.screen.filter
            options: [
                {
                    "value": "all",
                    "text": qsTr("All")
                },
                {
                    "value": "faults",
                    "text": qsTr("Faults")
                },
                {
                    "value": "feed",
                    "text": qsTr("Data")
                },
                {
                    "value": "emergency",
                    "text": qsTr("112 call")
                },
                {
                    "value": "menu",
                    "text": qsTr("Menu")
                },
                {
                    "value": "reports",
                    "text": qsTr("Reports")
                },
                {
                    "value": "program",
                    "text": qsTr("Program")
                }
            ]

            onChosen: value => page.screen.choose(value)
        }
        EventsList {
            Layout.fillHeight: true
            Layout.fillWidth: true
            portrait: page.portrait
            screen: page.screen
        }
    }
    ScrollArea {
        anchors.fill: parent
        beside: !page.portrait
        visible: page.reading

        Explanation {
            maximumLineCount: 2000
            objectName: "whole"
            text: page.screen.whole
            wrapMode: Text.WrapAnywhere
        }
    }
    Loader {
        active: page.boxed
        anchors.fill: parent

        sourceComponent: BlackBoxView {
            box: page.box
            portrait: page.portrait
        }
    }
}
