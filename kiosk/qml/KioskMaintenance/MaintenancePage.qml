import QtQuick
import QtQuick.Layouts
import Kiosk
import Kiosk.Screens
import Kiosk.Maintenance

// What every page of the service menu derives from: its title, which the head shows; its content; and `foot`, the
// buttons of the whole page: in a row below in portrait, in a column at the right in landscape.
// A page that is a step further inside sets `inner`; the way back then tells it by `wentBack` and leads no further.
Item {
    id: page

    required property MaintenanceScreen maintenance
    required property Passenger passenger
    required property bool portrait
    required property string title
    property bool inner: false
    default property alias content: body.data
    property list<Item> foot

    readonly property bool footed: foot.some(part => part.visible)

    signal wentBack

    Item {
        id: body

        anchors.bottom: page.portrait && page.footed ? buttons.top : parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: !page.portrait && page.footed ? buttons.left : parent.right
        anchors.rightMargin: !page.portrait && page.footed ? Theme.gap : Theme.margin
        anchors.top: parent.top
        anchors.topMargin: Theme.gap
        anchors.bottomMargin: Theme.gap
    }
    GridLayout {
        id: buttons

        anchors.bottom: page.portrait ? parent.bottom : undefined
        anchors.bottomMargin: Theme.gap
        anchors.left: page.portrait ? parent.left : undefined
        anchors.leftMargin: Theme.margin
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin
        anchors.top: page.portrait ? undefined : parent.top
        anchors.topMargin: Theme.gap
        columnSpacing: Theme.touchGap
        flow: page.portrait ? GridLayout.LeftToRight : GridLayout.TopToBottom
        rowSpacing: Theme.touchGap
        width: page.portrait ? undefined : Theme.menuFoot

        children: page.foot
    }
}
