import QtQuick
import QtQuick.Layouts

// Moves a long list by most of a page, for whoever does not drag.
BigButton {
    id: button

    required property Flickable target
    // -1 up, 1 down.
    required property int direction

    readonly property real end: Math.max(target.contentHeight - target.height, 0)

    signal moved

    Layout.fillWidth: true
    enabled: direction < 0 ? target.contentY > 1 : target.contentY < end - 1
    icon: direction < 0 ? "chevron-up" : "chevron-down"
    objectName: direction < 0 ? "up" : "down"
    text: direction < 0 ? qsTr("Up") : qsTr("Down")
    visible: end > 0

    onActivated: {
        button.moved();
        slide.to = Math.max(0, Math.min(target.contentY + direction * target.height * 0.8, end));
        slide.restart();
    }

    NumberAnimation {
        id: slide

        duration: 250
        easing.type: Easing.InOutQuad
        property: "contentY"
        target: button.target
    }
}
