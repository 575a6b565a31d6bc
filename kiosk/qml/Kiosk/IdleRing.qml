import QtQuick

// The last seconds before everything is put back, as a ring that runs out; any touch stops it.
Rectangle {
    id: ring

    required property int secondsLeft
    required property int secondsInAll
    required property int widest

    Accessible.name: words.text
    Accessible.role: Accessible.AlertMessage
    color: Theme.colours.header
    height: Theme.px(112)
    objectName: "idleRing"
    radius: height / 2
    width: words.x + words.width + Theme.margin

    CountdownRing {
        id: countdown

        anchors.verticalCenter: parent.verticalCenter
        height: Theme.px(80)
        ink: Theme.colours.headerText
        number: ring.secondsLeft
        part: ring.secondsLeft / ring.secondsInAll
        x: Theme.px(16)
    }
    Label {
        id: words

        anchors.left: countdown.right
        anchors.leftMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: Theme.colours.headerText
        font.pixelSize: Theme.px(32)
        font.weight: Font.Medium
        maximumLineCount: 2
        text: qsTr("Still here? Touch the screen")
        width: Math.min(implicitWidth, ring.widest - x - Theme.margin)
        wrapMode: Text.WordWrap
    }
}
