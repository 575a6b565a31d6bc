pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Maintenance

// Page 2: the readiness drill. The drills before; one guided step after the other; the result.
MaintenancePage {
    id: page

    required property DrillScreen screen

    readonly property string look: screen.look
    // The result's code stands alone, as large as it can be.
    property bool coded: false

    inner: look !== "list"
    title: coded ? qsTr("The result for your phone") : screen.stepTitle

    foot: [
        BigButton {
            Layout.fillWidth: true
            flat: page.portrait
            icon: "checklist"
            objectName: "begin"
            text: qsTr("Begin the drill")
            visible: page.look === "list"

            onActivated: page.screen.begin()
        },
        BigButton {
            Layout.fillWidth: true
            flat: page.portrait
            icon: page.coded ? "list-details" : "qrcode"
            objectName: "code"
            text: page.coded ? qsTr("All steps") : qsTr("For your phone")
            visible: page.look === "result" && page.screen.code !== ""

            onActivated: page.coded = !page.coded
        },
        BigButton {
            Layout.fillWidth: true
            flat: page.portrait
            icon: "usb"
            objectName: "export"
            text: qsTr("To the USB stick")
            visible: page.look === "result" && page.screen.code !== ""

            onActivated: page.screen.export()
        }
    ]

    onLookChanged: coded = false
    onWentBack: {
        if (coded)
            coded = false;
        else
            screen.leave();
    }

    Loader {
        active: page.look === "list"
        anchors.fill: parent

        sourceComponent: DrillList {
            portrait: page.portrait
            screen: page.screen
        }
    }
    // Over the whole page, its margins too.
    Loader {
        readonly property bool guided: page.look === "touch" || page.look === "colours"

        active: guided
        anchors.bottomMargin: -Theme.gap
        anchors.fill: parent
        anchors.leftMargin: -Theme.margin
        anchors.rightMargin: -Theme.margin
        anchors.topMargin: -Theme.gap
        sourceComponent: page.look === "touch" ? touch : colours

        Component {
            id: touch

            DrillTouch {
                portrait: page.portrait
                screen: page.screen
            }
        }
        Component {
            id: colours

            DrillColours {
                screen: page.screen
            }
        }
    }
    Loader {
        active: page.look === "keyboard"
        anchors.bottomMargin: -Theme.gap
        anchors.fill: parent
        anchors.leftMargin: -Theme.margin
        anchors.rightMargin: -Theme.margin

        sourceComponent: DrillTyping {
            portrait: page.portrait
            screen: page.screen
        }
    }
    // How much of the time for the whole drill is used up.
    Rectangle {
        Accessible.name: qsTr("Time used up: %1 %").arg(Math.round(page.screen.progress * 100))
        Accessible.role: Accessible.ProgressBar
        anchors.bottom: parent.top
        anchors.bottomMargin: Theme.gap - height
        color: Theme.colours.text
        height: Theme.gapTiny
        objectName: "drillTime"
        // Not on a colour, which is to be nothing else.
        visible: page.inner && page.look !== "result" && page.look !== "colours"
        width: page.width * page.screen.progress
        x: -Theme.margin
        z: 1
    }
    Loader {
        active: page.look === "waiting" || page.look === "result"
        anchors.fill: parent
        visible: !page.coded

        sourceComponent: DrillSteps {
            portrait: page.portrait
            screen: page.screen
        }
    }
    Loader {
        active: page.coded
        anchors.fill: parent

        sourceComponent: PhoneCode {
            content: page.screen.code
            note: qsTr("Point the camera of your phone at the code: the signed result appears as text. No network is needed")
            portrait: page.portrait
        }
    }
}
