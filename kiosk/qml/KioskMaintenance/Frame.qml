import QtQuick
import Kiosk
import Kiosk.Screens
import Kiosk.Maintenance

// The service menu over the passengers' pages: its head, and below it the list of pages, one page or the PIN pad.
// The header above and the emergency bar below stay free.
Rectangle {
    id: frame

    required property MaintenanceScreen maintenance
    required property Passenger passenger
    required property bool portrait

    readonly property string shown: maintenance.look === "pad" ? "pad" : maintenance.page

    function look() {
        const screen = maintenance.part(shown);
        const parts = {
            "maintenance": maintenance,
            "passenger": passenger,
            "portrait": Qt.binding(() => frame.portrait)
        };
        if (shown === "")
            page.setSource("MenuPage.qml", parts);
        else
            page.setSource(`${shown.charAt(0).toUpperCase()}${shown.slice(1)}Page.qml`, Object.assign({
                "screen": screen
            }, parts));
    }

    color: Theme.colours.panel
    objectName: "maintenance"

    Component.onCompleted: look()
    onShownChanged: look()

    FrameHead {
        id: head

        anchors.left: parent.left
        anchors.right: parent.right
        maintenance: frame.maintenance
        page: page.item as MaintenancePage
    }
    Loader {
        id: page

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.top: head.bottom
    }
}
