import QtQuick
import Kiosk
import Kiosk.Screens
import Kiosk.Maintenance

// The service menu over the passengers' pages; the emergency bar below stays free.
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

    color: Theme.colours.page

    Component.onCompleted: look()
    onShownChanged: look()

    Loader {
        id: page

        anchors.fill: parent
    }
}
