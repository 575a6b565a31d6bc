import QtQuick

// One sentence across a page, calm: what has become of something, or what is not to be had now.
Rectangle {
    id: strip

    required property string icon
    required property string text
    property string more
    // It can be put away by a touch.
    property bool closes: false
    // What goes with `color`.
    property color ink: Theme.colours.bannerText

    signal closed

    Accessible.name: more === "" ? text : text + " " + more
    Accessible.role: closes ? Accessible.Button : Accessible.AlertMessage
    Accessible.onPressAction: if (closes)
        closed()
    color: closes && tap.pressed ? Theme.colours.tilePressed : Theme.colours.banner
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gapSmall)
    objectName: "strip"
    radius: Theme.radius

    TapHandler {
        id: tap

        enabled: strip.closes
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: strip.closed()
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: strip.ink
        name: strip.icon
        size: Theme.px(56)
    }
    Column {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: cross.visible ? cross.left : parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter

        Label {
            color: strip.ink
            font.pixelSize: Theme.banner
            font.weight: Font.DemiBold
            maximumLineCount: 4
            text: strip.text
            width: parent.width
            wrapMode: Text.Wrap
        }
        Label {
            color: strip.ink
            font.pixelSize: Theme.banner
            maximumLineCount: 6
            text: strip.more
            visible: text !== ""
            width: parent.width
            wrapMode: Text.Wrap
        }
    }
    Icon {
        id: cross

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: strip.ink
        name: "x"
        size: Theme.px(48)
        visible: strip.closes
    }
}
