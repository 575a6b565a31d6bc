import QtQuick
import QtQuick.Layouts
import Kiosk

// One key of the PIN pad. It looks the same while a finger is on it.
Rectangle {
    id: key

    required property string spoken
    property string text
    property string icon

    signal activated

    Accessible.name: spoken
    Accessible.role: Accessible.Button
    Accessible.onPressAction: if (enabled)
        activated()
    Layout.fillHeight: true
    Layout.fillWidth: true
    Layout.minimumHeight: Theme.touch
    border.color: Theme.colours.line
    border.width: Theme.hairline
    color: enabled ? Theme.colours.tile : Theme.colours.tileOff
    objectName: `key-${text}`
    radius: Theme.radius

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: key.activated()
    }
    Label {
        anchors.centerIn: parent
        color: key.enabled ? Theme.colours.tileText : Theme.colours.tileOffText
        font.pixelSize: Theme.menuKey
        font.weight: Font.DemiBold
        text: key.text
        visible: text !== ""
    }
    Icon {
        anchors.centerIn: parent
        color: key.enabled ? Theme.colours.tileText : Theme.colours.tileOffText
        name: key.icon
        size: Theme.menuKey
        visible: name !== ""
    }
}
