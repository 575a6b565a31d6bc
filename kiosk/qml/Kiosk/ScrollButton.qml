import QtQuick
import QtQuick.Layouts

// Moves a long list by most of a page, for whoever does not drag.
BigButton {
    id: button

    required property Flickable target
    // -1 up, 1 down.
    required property int direction
    // The list moves by whole rows of this height.
    property real row: 1
    // At least so much of what is seen stays in sight, so that no row is cut at the end of one page and at the top
    // of the next.
    property real kept: 0

    readonly property alias moving: slide.running
    // Where rows differ in height, a list finds its own beginning as it goes.
    readonly property real start: target.originY
    readonly property real end: Math.max(start + target.contentHeight - target.height, start)

    signal moved

    Layout.fillWidth: true
    enabled: direction < 0 ? target.contentY > start + 1 : target.contentY < end - 1
    icon: direction < 0 ? "chevron-up" : "chevron-down"
    objectName: direction < 0 ? "up" : "down"
    text: direction < 0 ? qsTr("Up") : qsTr("Down")
    visible: target.visible && end > start

    onActivated: {
        button.moved();
        const rows = Math.max(Math.floor(Math.min(target.height * 0.8, target.height - kept) / row), 1);
        slide.to = Math.max(start, Math.min(target.contentY + direction * rows * row, end));
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
