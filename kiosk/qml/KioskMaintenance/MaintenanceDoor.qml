import QtQuick
import Kiosk
import Kiosk.Maintenance

// The way into the service menu, over the header: the stop's name is held, then the clock is touched twice. Nobody
// sees it or hears of it who does not know.
Item {
    id: door

    required property MaintenanceScreen maintenance

    HoldControl {
        anchors.left: parent.left
        anchors.right: clock.left
        height: clock.height
        objectName: "doorName"

        Component.onCompleted: holdFor(3)
        onHeld: door.maintenance.doorHeld()
    }
    Item {
        id: clock

        anchors.right: parent.right
        height: Math.min(Theme.headerFlat, parent.height)
        objectName: "doorClock"
        width: Theme.menuClock

        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            longPressThreshold: 0

            onTapped: door.maintenance.doorTouched()
        }
    }
}
