pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 4: the settings. One change at a time; what it changes is seen before it is applied, and it is undone by itself
// where nobody says afterwards that the screen can still be used.
MaintenancePage {
    id: page

    required property SettingsScreen screen

    readonly property string look: screen.look

    inner: screen.inner
    title: screen.title

    foot: [
        BigButton {
            Layout.fillWidth: true
            flat: true
            icon: "check"
            objectName: "take"
            text: qsTr("Done")
            visible: page.look === "number"

            onActivated: page.screen.takeNumber()
        },
        BigButton {
            Layout.fillWidth: true
            enabled: page.screen.applicable && !page.screen.busy
            flat: true
            icon: "check"
            objectName: "apply"
            text: qsTr("Apply")
            visible: page.look === "change"

            onActivated: page.screen.apply()
        },
        BigButton {
            Layout.fillWidth: true
            flat: true
            icon: "check"
            objectName: "keep"
            text: qsTr("Keep it")
            visible: page.look === "confirm"

            onActivated: page.screen.keep()
        },
        BigButton {
            Layout.fillWidth: true
            flat: true
            icon: "history"
            objectName: "undo"
            text: qsTr("Undo")
            visible: page.look === "confirm"

            onActivated: page.screen.undo()
        }
    ]

    onWentBack: screen.back()

    SettingsGroups {
        anchors.fill: parent
        portrait: page.portrait
        screen: page.screen
        visible: page.look === "groups"
    }
    SettingsRows {
        anchors.fill: parent
        portrait: page.portrait
        screen: page.screen
        visible: page.look === "rows"
    }
    SettingsChoice {
        anchors.fill: parent
        screen: page.screen
        visible: page.look === "choice"
    }
    SettingsNumber {
        anchors.fill: parent
        screen: page.screen
        visible: page.look === "number"
    }
    Loader {
        active: page.look === "text"
        anchors.fill: parent

        sourceComponent: SettingsText {
            screen: page.screen
        }
    }
    Loader {
        active: page.look === "stop"
        anchors.fill: parent

        sourceComponent: SettingsStop {
            portrait: page.portrait
            screen: page.screen
        }
    }
    Loader {
        active: page.look === "pin"
        anchors.fill: parent

        sourceComponent: SettingsPin {
            portrait: page.portrait
            screen: page.screen
        }
    }
    SettingsChange {
        anchors.fill: parent
        portrait: page.portrait
        screen: page.screen
        visible: page.look === "change" || page.look === "confirm"
    }
    Loader {
        id: keys

        readonly property QtObject keyboard: page.screen.keyboard
        readonly property bool wanted: keyboard !== null && (page.look === "text" || page.look === "stop")

        function look() {
            if (wanted)
                setSource("../Kiosk/Keyboard.qml", {
                    "keyboard": keyboard,
                    "portrait": Qt.binding(() => page.portrait)
                });
            else
                source = "";
        }

        parent: page
        width: page.width
        y: page.height - height

        onWantedChanged: look()

        Component.onCompleted: look()
    }
}
