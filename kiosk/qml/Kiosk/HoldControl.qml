import QtQuick
import Kiosk.Screens

// What is held: by fingers, which it sees itself, or by the mouse of a desk.
HoldArea {
    id: area

    PointHandler {
        acceptedButtons: Qt.LeftButton
        acceptedDevices: PointerDevice.Mouse

        onActiveChanged: area.mouse(active, point.position.x, point.position.y)
        onPointChanged: if (active)
            area.mouse(true, point.position.x, point.position.y)
    }
}
