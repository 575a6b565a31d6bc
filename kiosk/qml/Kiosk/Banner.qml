import QtQuick

// The one thing everybody here should know now; absent when there is none.
Rectangle {
    id: banner

    required property string text
    required property string look
    property int lines: 1
    property int margin: Theme.margin
    property string icon: look === "alert" ? "alert-triangle" : look === "clock" ? "clock" : "cloud-off"
    readonly property bool opens: look === "alert"

    signal activated

    Accessible.name: text
    Accessible.role: opens ? Accessible.Button : Accessible.AlertMessage
    Accessible.onPressAction: if (opens)
        activated()
    color: tap.pressed && opens ? Theme.colours.tilePressed : Theme.colours.banner
    implicitHeight: Math.max(Theme.touch, words.implicitHeight + 2 * Theme.gap)
    objectName: "banner"

    TapHandler {
        id: tap

        enabled: banner.opens
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0

        onTapped: banner.activated()
    }
    Icon {
        id: sign

        anchors.left: parent.left
        anchors.leftMargin: banner.margin
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.bannerText
        name: banner.icon
        size: Theme.px(48)
    }
    Label {
        id: words

        anchors.left: sign.right
        anchors.leftMargin: Theme.gap
        anchors.right: more.visible ? more.left : parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.bannerText
        font.pixelSize: Theme.banner
        font.weight: Font.DemiBold
        maximumLineCount: banner.lines
        text: banner.text
        wrapMode: Text.Wrap
    }
    Icon {
        id: more

        anchors.right: parent.right
        anchors.rightMargin: banner.margin
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.bannerText
        name: "chevron-right"
        size: Theme.px(48)
        visible: banner.opens
    }
}
