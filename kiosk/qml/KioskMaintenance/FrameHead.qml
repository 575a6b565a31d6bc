import QtQuick
import Kiosk
import Kiosk.Maintenance

// The head of the service menu: the way back, what is shown, who is in, how long it stays open, and the way out.
Rectangle {
    id: head

    required property MaintenanceScreen maintenance
    // The page below, null for a moment while there is none.
    required property MaintenancePage page

    readonly property bool open: maintenance.look === "open"
    readonly property bool leads: open && (maintenance.page !== "" || page !== null && page.inner)

    function back() {
        if (page !== null && page.inner)
            page.wentBack();
        else
            maintenance.open("");
    }

    color: Theme.colours.page
    implicitHeight: Theme.touch + 2 * Theme.gapSmall

    BigButton {
        id: back

        flat: true
        icon: "arrow-left"
        objectName: "back"
        text: head.page !== null && head.page.inner ? qsTr("Back") : qsTr("All pages")
        visible: head.leads
        x: Theme.margin
        y: Theme.gapSmall

        onActivated: head.back()
    }
    Column {
        anchors.left: head.leads ? back.right : parent.left
        anchors.leftMargin: head.leads ? Theme.gap : Theme.margin
        anchors.right: close.left
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            Accessible.role: Accessible.Heading
            font.pixelSize: Theme.menuTitle
            font.weight: Font.DemiBold
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.small
            objectName: "title"
            text: head.page !== null ? head.page.title : ""
            width: parent.width
        }
        Label {
            readonly property bool hurry: head.maintenance.secondsLeft > 0 && head.maintenance.secondsLeft <= 60

            color: hurry ? Theme.colours.late : Theme.colours.quiet
            font.pixelSize: Theme.menuNote
            font.weight: hurry ? Font.DemiBold : Font.Normal
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.buttonNote
            objectName: "note"
            text: hurry ? (head.maintenance.stayable ? qsTr("%1 s left: touch the screen") : qsTr("%1 s left: the time is up")).arg(head.maintenance.secondsLeft) : !head.open ? qsTr("Access for the technician") : head.maintenance.roleName === "operator" ? qsTr("Operator") : qsTr("Technician")
            width: parent.width
        }
    }
    BigButton {
        id: close

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        flat: true
        icon: "x"
        objectName: "close"
        text: qsTr("Close")
        y: Theme.gapSmall

        onActivated: head.maintenance.close()
    }
    Rectangle {
        anchors.bottom: parent.bottom
        color: Theme.colours.line
        height: Theme.hairline
        width: parent.width
    }
}
